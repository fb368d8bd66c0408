package io.jenkins.plugins.waybill.plugin.tool;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.waybill.host.LocalTools;
import io.jenkins.plugins.waybill.host.ToolCall;
import io.jenkins.plugins.waybill.host.ToolFailure;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import jenkins.MasterToSlaveFileCallable;

/**
 * One program, run on the agent in a directory of the step's own. Before, the files that changed on the controller are
 * unpacked there; afterwards those that the program changed are packed.
 */
final class ProgramRun extends MasterToSlaveFileCallable<ProgramRun.Answer> {

    /** Below the step's directory: the files; what came; what goes. */
    static final String FILES = "files";

    static final String COMING = "coming";
    static final String GOING = "going";

    private static final long serialVersionUID = 1;

    private final String program;
    private final ArrayList<String> arguments;
    private final TreeMap<String, String> environment;
    private final long timeoutMillis;
    private final TreeMap<String, String> homes;
    private final boolean filesCome;

    /**
     * A run to be sent.
     *
     * @param homes directories of programs on the agent, by program; the others are looked for on its PATH
     * @param filesCome whether there is a parcel to unpack first
     */
    ProgramRun(ToolCall call, Map<String, String> homes, boolean filesCome) {
        program = call.tool();
        arguments = new ArrayList<>(call.arguments());
        environment = new TreeMap<>(call.environment());
        timeoutMillis = call.timeout().toMillis();
        this.homes = new TreeMap<>(homes);
        this.filesCome = filesCome;
    }

    /**
     * What came of it.
     *
     * @param failure why there is no outcome; null when there is one
     * @param missing whether that is for want of the program
     * @param filesGo whether there is a parcel to fetch
     */
    record Answer(int exitCode, String output, String errors, String failure, boolean missing, boolean filesGo)
            implements Serializable {

        ToolOutcome outcome() throws ToolFailure {
            if (failure != null) {
                throw new ToolFailure(missing, failure);
            }
            return new ToolOutcome(exitCode, output, errors);
        }
    }

    @Override
    public Answer invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
        Path files = Files.createDirectories(directory.toPath().resolve(FILES));
        if (filesCome) {
            Path coming = directory.toPath().resolve(COMING);
            try (InputStream parcel = Files.newInputStream(coming)) {
                FileParcel.unpack(parcel, files);
            }
            Files.delete(coming);
        }
        FileListing before = FileListing.of(files);
        try {
            ToolOutcome outcome = new LocalTools(programs())
                    .run(new ToolCall(program, arguments, files, environment, Duration.ofMillis(timeoutMillis)));
            boolean filesGo = FileParcel.pack(
                    files,
                    before,
                    FileListing.of(files),
                    results(),
                    directory.toPath().resolve(GOING));
            // The place means nothing to anybody once the step is over.
            String errors = outcome.errors().replace(files + File.separator, "");
            return new Answer(outcome.exitCode(), outcome.output(), errors, null, false, filesGo);
        } catch (ToolFailure e) {
            return new Answer(0, "", "", e.getMessage(), e.isMissing(), false);
        }
    }

    private Map<String, Path> programs() throws ToolFailure {
        Map<String, Path> programs = new HashMap<>();
        for (Map.Entry<String, String> home : homes.entrySet()) {
            programs.put(home.getKey(), program(home.getKey(), Path.of(home.getValue())));
        }
        return programs;
    }

    private static Path program(String name, Path home) throws ToolFailure {
        List<Path> places = List.of(
                home.resolve(name),
                home.resolve(name + ".exe"),
                home.resolve("bin").resolve(name),
                home.resolve("bin").resolve(name + ".exe"),
                home);
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new ToolFailure(true, Messages.ProgramRun_notInHome(name, home)));
    }

    /** A program's own home has caches and logins of use to nobody else; they stay until the step is over. */
    private Predicate<String> results() {
        String home = environment.get("HOME");
        return home == null ? path -> true : path -> !path.equals(home) && !path.startsWith(home + "/");
    }
}
