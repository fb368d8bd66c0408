package io.jenkins.plugins.waybill.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs on this machine: those the host names, the others on the PATH. */
public final class LocalTools implements Tools {

    /** The most that is taken of what a program writes. */
    private static final int MOST_OUTPUT = 64 * 1024 * 1024;

    /** Of the engine's own environment a program sees only how to reach the network. */
    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "TMPDIR",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR");

    private final Map<String, Path> named;
    private final String path;

    /**
     * Programs of this machine.
     *
     * @param named where some of them are, by name
     */
    public LocalTools(Map<String, Path> named) {
        this(named, Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    LocalTools(Map<String, Path> named, String path) {
        this.named = Map.copyOf(named);
        this.path = path;
    }

    @Override
    public ToolOutcome run(ToolCall call) throws IOException, InterruptedException {
        Path program = find(call.tool());
        Path written = Files.createTempDirectory("waybill-tool");
        try {
            Path output = written.resolve("output");
            Path errors = written.resolve("errors");
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of(program.toString()), call.arguments().stream())
                                    .toList())
                    .directory(call.directory().toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().keySet().retainAll(PASSED_ON);
            builder.environment().put("PATH", path(call.tool(), program));
            builder.environment().putAll(call.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            await(call, process);
            return new ToolOutcome(process.exitValue(), read(call, output), read(call, errors));
        } finally {
            for (String file : List.of("output", "errors", "")) {
                Files.deleteIfExists(written.resolve(file));
            }
        }
    }

    /** A program that runs another one, as kustomize does helm, finds it too when it is named. */
    private String path(String tool, Path program) {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, Path> other : named.entrySet()) {
            Path directory = other.getValue().toAbsolutePath().getParent();
            if (!other.getKey().equals(tool) && directory != null) {
                all.append(directory).append(File.pathSeparatorChar);
            }
        }
        Path own = program.toAbsolutePath().getParent();
        return all.append(path.isEmpty() && own != null ? own.toString() : path).toString();
    }

    private static void await(ToolCall call, Process process) throws ToolFailure, InterruptedException {
        try {
            if (process.waitFor(call.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        }
        kill(process);
        throw new ToolFailure(
                false, call.tool() + " did not end within " + call.timeout().toSeconds() + " s and was stopped.");
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static String read(ToolCall call, Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_OUTPUT + 1);
            if (bytes.length > MOST_OUTPUT) {
                throw new ToolFailure(
                        false,
                        call.tool() + " wrote more than " + MOST_OUTPUT / 1024 / 1024 + " MiB; no more is taken.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private Path find(String tool) throws ToolFailure {
        Path known = named.get(tool);
        if (known != null) {
            if (Files.isExecutable(known) && Files.isRegularFile(known)) {
                return known.toAbsolutePath();
            }
            throw new ToolFailure(
                    true,
                    "The program " + tool + " is said to be at " + known + ", where there is none that can be run.");
        }
        for (String directory : path.split(File.pathSeparator)) {
            for (String name : List.of(tool, tool + ".exe")) {
                Path candidate = Path.of(directory.isEmpty() ? "." : directory).resolve(name);
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return candidate.toAbsolutePath();
                }
            }
        }
        throw new ToolFailure(
                true,
                "The program " + tool
                        + " is not on the PATH. Install it on the machine that runs Waybill, or name it in"
                        + " the host's settings.");
    }
}
