package io.jenkins.plugins.waybill.step.tool;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.host.ToolCall;
import io.jenkins.plugins.waybill.host.ToolFailure;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.host.ToolPlace;
import io.jenkins.plugins.waybill.host.ToolUse;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.Materialised;

/**
 * A directory of its own for one run of a step, gone when it is closed. Programs run in it; paths that they are given are
 * relative to it.
 */
public final class Workbench implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)");
    private static final int MOST_ERROR = 2000;
    private static final int MOST_LINES = 200;

    private final StepContext context;
    private final ToolPlace place;
    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();

    private Workbench(StepContext context, ToolPlace place, Path directory) {
        this.context = context;
        this.place = place;
        this.directory = directory;
    }

    /**
     * An empty one.
     *
     * @throws io.jenkins.plugins.waybill.host.ToolsPending when the host has no place for programs yet; leave it to the
     *     engine, which runs the step again when there is one
     * @throws StepFailure when there will be none
     */
    public static Workbench open(StepContext context) throws IOException, InterruptedException, StepFailure {
        ToolPlace place = place(context);
        try {
            Path directory = Files.createTempDirectory("waybill-step").toRealPath();
            Files.createDirectory(directory.resolve("home"));
            return new Workbench(context, place, directory).with("HOME", "home");
        } catch (IOException e) {
            place.close();
            throw e;
        }
    }

    private static ToolPlace place(StepContext context) throws IOException, InterruptedException, StepFailure {
        try {
            return context.tools()
                    .open(new ToolUse(
                            context.project().name(), context.promotion() + "/" + context.alias(), context::log));
        } catch (ToolFailure e) {
            throw failure(e);
        }
    }

    /** Programs see this variable too. */
    public Workbench with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A place in the directory. */
    public Path path(String relative) {
        return directory.resolve(relative);
    }

    /** Writes a file, and the directories above it, that only this user can read. */
    public void write(String relative, byte[] content) throws IOException {
        Path file = path(relative);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, content);
    }

    /**
     * Lays files of the workspace out.
     *
     * @param from a directory of the workspace
     * @param to where, relative to the bench
     */
    public Materialised lend(String from, String to) throws IOException, StepFailure {
        try {
            return Materialised.write(context.workspace(), from, path(to));
        } catch (IOException e) {
            throw StepFailure.retryable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Ends the step when a program is missing or too old.
     *
     * @param arguments that make it tell its version
     */
    public void require(String tool, int major, int minor, List<String> arguments)
            throws IOException, InterruptedException, StepFailure {
        String told = run(tool, arguments).strip();
        Matcher version = VERSION.matcher(told);
        if (!version.find()) {
            throw StepFailure.errored(
                    "The program " + tool + " does not tell its version; it says '" + shortened(told) + "'.");
        }
        int foundMajor = Integer.parseInt(version.group(1));
        int foundMinor = Integer.parseInt(version.group(2));
        if (foundMajor < major || foundMajor == major && foundMinor < minor) {
            throw StepFailure.errored("The program " + tool + " is of version " + version.group()
                    + ", which is too old;" + " " + major + "." + minor + " or newer is needed.");
        }
    }

    /**
     * What a program writes to standard output.
     *
     * @throws StepFailure when it is missing or does not succeed, with what it says about that
     */
    public String run(String tool, List<String> arguments) throws IOException, InterruptedException, StepFailure {
        ToolOutcome outcome = attempt(tool, arguments);
        if (!outcome.isSuccess()) {
            throw failure(tool, outcome);
        }
        return outcome.output();
    }

    /** Runs a program that may fail. */
    public ToolOutcome attempt(String tool, List<String> arguments)
            throws IOException, InterruptedException, StepFailure {
        try {
            ToolOutcome outcome = place.run(new ToolCall(tool, arguments, directory, environment, TIMEOUT));
            log(outcome.errors());
            return outcome;
        } catch (ToolFailure e) {
            throw failure(e);
        }
    }

    private static StepFailure failure(ToolFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.isMissing() ? StepFailure.errored(message) : StepFailure.retryable(message);
    }

    /** Puts what a program says into the step's log, its first lines if it says a lot. */
    public void log(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        lines.stream().limit(MOST_LINES).forEach(line -> context.log(shortened(line.stripTrailing())));
        if (lines.size() > MOST_LINES) {
            context.log("… and " + (lines.size() - MOST_LINES) + " lines more");
        }
    }

    /** A program's own words about why it failed. */
    public StepFailure failure(String tool, ToolOutcome outcome) {
        String said = outcome.errors().isBlank() ? outcome.output() : outcome.errors();
        return StepFailure.retryable(tool + " failed: " + shortened(said.strip()));
    }

    /** The place on disk means nothing to anybody once the step is over. */
    private String shortened(String text) {
        String relative = text.replace(directory + "/", "").replace(directory.toString(), ".");
        return relative.length() <= MOST_ERROR ? relative : relative.substring(0, MOST_ERROR) + "…";
    }

    @Override
    public void close() throws IOException {
        try (place) {
            clear();
        }
    }

    private void clear() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
