package io.jenkins.plugins.waybill.plugin.trigger;

import hudson.model.Item;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the trigger did for a job, newest last; so many lines and no more. */
final class PollingLog {

    private static final Logger LOGGER = Logger.getLogger(PollingLog.class.getName());
    private static final int LINES = 200;

    private final Path file;

    PollingLog(Item job) {
        file = new File(job.getRootDir(), "waybill-polling.log").toPath();
    }

    void add(String text) {
        try {
            List<String> lines = lines();
            String line = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text;
            if (lines.size() >= LINES) {
                lines = new java.util.ArrayList<>(lines.subList(lines.size() - LINES / 2, lines.size()));
                lines.add(line);
                Files.write(file, lines);
            } else {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Nothing was noted in " + file, e);
        }
    }

    List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of("The log cannot be read: " + e.getMessage());
        }
    }
}
