package io.jenkins.plugins.waybill.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Runs what a user would run. */
final class Shell {

    private Shell() {}

    /** Runs a program to its end and returns what it printed; an exit code other than 0 is an error. */
    static String run(Path directory, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_AUTHOR_NAME", "Bench");
        builder.environment().put("GIT_AUTHOR_EMAIL", "bench@example.com");
        builder.environment().put("GIT_COMMITTER_NAME", "Bench");
        builder.environment().put("GIT_COMMITTER_EMAIL", "bench@example.com");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code + ": " + output);
        }
        return output;
    }

    /** Runs a bash script that stops at the first error. */
    static String script(Path directory, String script) throws IOException, InterruptedException {
        return run(directory, "bash", "-euo", "pipefail", "-c", script);
    }

    /** Removes a directory with all below it. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
