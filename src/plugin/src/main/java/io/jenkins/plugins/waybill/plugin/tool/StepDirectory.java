package io.jenkins.plugins.waybill.plugin.tool;

import hudson.Util;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/** Makes a directory for a step on an agent, which only the agent's user can read, and clears away what crashes left. */
final class StepDirectory extends MasterToSlaveFileCallable<String> {

    private static final long serialVersionUID = 1;
    private static final Duration MEMORY = Duration.ofDays(1);

    @Override
    public String invoke(File all, VirtualChannel channel) throws IOException {
        Path parent = Files.createDirectories(all.toPath());
        Instant old = Instant.now().minus(MEMORY);
        try (Stream<Path> directories = Files.list(parent)) {
            for (Path directory : directories.toList()) {
                if (Files.getLastModifiedTime(directory).toInstant().isBefore(old)) {
                    Util.deleteRecursive(directory.toFile());
                }
            }
        }
        return String.valueOf(Files.createTempDirectory(parent, "step-").getFileName());
    }
}
