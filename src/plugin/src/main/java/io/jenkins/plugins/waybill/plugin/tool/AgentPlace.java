package io.jenkins.plugins.waybill.plugin.tool;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.util.LogTaskListener;
import io.jenkins.plugins.waybill.host.ToolCall;
import io.jenkins.plugins.waybill.host.ToolFailure;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.host.ToolPlace;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A directory on an agent that follows a step's directory on the controller: before each program what changed here goes
 * there, and afterwards what the program changed comes back.
 */
final class AgentPlace implements ToolPlace {

    private static final Logger LOGGER = Logger.getLogger(AgentPlace.class.getName());
    private static final Duration MOVING = Duration.ofMinutes(1);

    /** Programs that these run themselves. */
    private static final Map<String, List<String>> COMPANIONS = Map.of("kustomize", List.of("helm"));

    private final AgentTurn turn;
    private final ToolSettings settings;

    /** The step's directory on the agent; null before the first program. */
    private FilePath directory;

    /** The directory here, as the one on the agent knows it. */
    private FileListing known = FileListing.NOTHING;

    AgentPlace(AgentTurn turn, ToolSettings settings) {
        this.turn = turn;
        this.settings = settings;
    }

    @Override
    public ToolOutcome run(ToolCall call) throws IOException, InterruptedException {
        return turn.call(() -> runHere(call), call.timeout());
    }

    /** On the executor's thread. */
    private ToolOutcome runHere(ToolCall call) throws IOException, InterruptedException {
        Computer computer = turn.computer();
        Node node = computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new IOException(Messages.AgentPlace_offline());
        }
        if (directory == null) {
            FilePath all = root.child("waybill-tools");
            directory = all.child(all.act(new StepDirectory()));
        }
        Map<String, String> homes = homes(call.tool(), node, computer);
        Path parcel = Files.createTempFile("waybill-parcel", "");
        try {
            FileListing now = FileListing.of(call.directory());
            boolean filesCome = FileParcel.pack(call.directory(), known, now, path -> true, parcel);
            if (filesCome) {
                try (InputStream files = Files.newInputStream(parcel)) {
                    directory.child(ProgramRun.COMING).copyFrom(files);
                }
            }
            ProgramRun.Answer answer = directory.act(new ProgramRun(call, homes, filesCome));
            if (answer.filesGo()) {
                fetch(parcel, call.directory());
                now = FileListing.of(call.directory());
            }
            known = now;
            return answer.outcome();
        } finally {
            Files.deleteIfExists(parcel);
        }
    }

    private void fetch(Path parcel, Path into) throws IOException, InterruptedException {
        FilePath going = directory.child(ProgramRun.GOING);
        try (OutputStream files = Files.newOutputStream(parcel)) {
            going.copyTo(files);
        }
        going.delete();
        try (InputStream files = Files.newInputStream(parcel)) {
            FileParcel.unpack(files, into);
        }
    }

    private Map<String, String> homes(String program, Node node, Computer computer)
            throws IOException, InterruptedException {
        Map<String, String> homes = new TreeMap<>();
        TaskListener log = new LogTaskListener(LOGGER, Level.FINE);
        for (String needed : COMPANIONS.getOrDefault(program, List.of())) {
            find(needed, node, computer, log).ifPresent(home -> homes.put(needed, home));
        }
        find(program, node, computer, log).ifPresent(home -> homes.put(program, home));
        return homes;
    }

    private Optional<String> find(String program, Node node, Computer computer, TaskListener log)
            throws IOException, InterruptedException {
        Optional<ProgramInstallation> installation;
        try {
            installation = settings.installation(program);
        } catch (ToolSettings.NoSuchInstallation e) {
            throw new ToolFailure(true, e.getMessage());
        }
        if (installation.isEmpty()) {
            return Optional.empty();
        }
        String home = installation
                .get()
                .translate(node, computer.getEnvironment(), log)
                .getHome();
        if (home == null || home.isBlank()) {
            throw new ToolFailure(
                    true, Messages.AgentPlace_noHome(installation.get().getName()));
        }
        return Optional.of(home);
    }

    @Override
    public void close() throws IOException {
        try {
            if (directory != null && !turn.isOver()) {
                turn.call(
                        () -> {
                            directory.deleteRecursive();
                            return null;
                        },
                        MOVING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Cleared away with the next step that comes there, a day later.
            LOGGER.log(Level.FINE, "A step's directory stays on " + AgentTurn.name(turn.computer()), e);
        } finally {
            turn.end();
        }
    }
}
