package io.jenkins.plugins.waybill.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;

/** {@code waybill serve} as a process of its own. */
final class ServeProcess implements AutoCloseable {

    private final Process process;
    private final String url;

    private ServeProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static ServeProcess start(Path state, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Waybill.class.getName(),
                "serve",
                "--port",
                "0",
                "--format",
                "json",
                "--state",
                state.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("serve ended before it served");
        }
        return new ServeProcess(
                process, new ObjectMapper().readTree(line).path("url").asText());
    }

    String url() {
        return url;
    }

    /** As Ctrl-C or a service manager ends it. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            throw new AssertionError("serve does not end");
        }
        return process.exitValue();
    }

    /** As a crash ends it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As a crash ends it; what it has written may be deleted afterwards. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
