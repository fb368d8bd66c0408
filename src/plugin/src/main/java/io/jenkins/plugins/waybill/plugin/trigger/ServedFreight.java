package io.jenkins.plugins.waybill.plugin.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.AtomicFileWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

/** Up to which Freight a job has had its builds, by project and Warehouse. */
final class ServedFreight {

    private final Path file;

    ServedFreight(Item job) {
        file = new File(job.getRootDir(), "waybill-served.properties").toPath();
    }

    /** The discovery time of the last Freight that was served; null when the job was never served. */
    @CheckForNull
    Instant until(String project, String warehouse) {
        String text = read().getProperty(project + "/" + warehouse);
        return text == null ? null : Instant.parse(text);
    }

    void serve(String project, String warehouse, Instant until) {
        Properties all = read();
        all.setProperty(project + "/" + warehouse, until.toString());
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            try {
                all.store(writer, null);
                writer.commit();
            } finally {
                writer.abort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("It could not be noted in " + file + " which Freight was served", e);
        }
    }

    private Properties read() {
        Properties all = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                all.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        return all;
    }
}
