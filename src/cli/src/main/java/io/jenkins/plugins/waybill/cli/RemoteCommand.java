package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks a server, or a state directory that no server uses. */
abstract class RemoteCommand extends BaseCommand {

    static final String DEFAULT_SERVER = "http://localhost:8484";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server to ask. Default: the one that uses the state directory, or $WAYBILL_SERVER.")
    @Nullable
    String server;

    @Mixin
    HostOptions host = new HostOptions();

    @Option(names = "--project", paramLabel = "NAME", description = "The project. Default: the only one.")
    @Nullable
    String project;

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "Who you are. Servers believe it; put one that others reach behind a proxy that knows.")
    @Nullable
    String user;

    @Option(
            names = "--groups",
            paramLabel = "GROUP,...",
            description = "The groups you are in, for approvals that ask for one. Believed as --as is.")
    String groups = "";

    RemoteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    final int run() throws Exception {
        try (ApiClient api = connect()) {
            return run(api);
        }
    }

    /** Asks; gives the exit code. */
    abstract int run(ApiClient api) throws Exception;

    /** Who asks. */
    final String user() {
        return user == null ? System.getProperty("user.name", "unknown") : user;
    }

    private ApiClient connect() {
        String name = user();
        String named = server == null ? terminal.environment("WAYBILL_SERVER") : server;
        if (named != null) {
            return new HttpClientApi(named, name, groups);
        }
        StateNotes notes = new StateNotes(host.state);
        Optional<String> running = notes.server();
        if (running.isPresent()) {
            return new HttpClientApi(running.get(), name, groups);
        }
        if (notes.pipeline().isEmpty()) {
            if (!host.state.equals(Path.of(HostOptions.DEFAULT_STATE))) {
                throw new No(
                        "not-found",
                        "No server uses " + host.state + ", and nothing was promoted with it before.",
                        List.of(
                                "Start a server with 'waybill serve PATH --state " + host.state + "'.",
                                "Or name one with --server."));
            }
            return new HttpClientApi(DEFAULT_SERVER, name, groups);
        }
        return new LocalApi(
                LocalEngine.start(
                        host, Pipelines.accepted(notes.pipeline()), PromotionEngine.Mode.ON_REQUEST, "", terminal),
                new Identity(Actor.user(name), Groups.parse(groups), Map.of()));
    }

    /** The path of the project that is meant. */
    String projectPath(ApiClient api) {
        if (project != null) {
            return "/projects/" + ApiClient.segment(project);
        }
        List<String> names = api.list("/projects", 100).stream()
                .map(item -> item.path("name").asText())
                .toList();
        if (names.size() != 1) {
            throw usage(
                    names.isEmpty()
                            ? "There is no project yet."
                            : "There are several projects; name one with --project: " + String.join(", ", names) + ".");
        }
        return "/projects/" + ApiClient.segment(names.get(0));
    }

    /** A promotion by its name, or else the one that runs to a Stage. */
    String promotion(ApiClient api, String path, @Nullable String name, @Nullable String stage) {
        if ((name == null) == (stage == null)) {
            throw usage("Give either a PROMOTION or --stage.");
        }
        if (name != null) {
            return name;
        }
        JsonNode node = api.get(path + "/stages/" + ApiClient.segment(String.valueOf(stage)))
                .path("stage");
        String running = node.path("running").path("name").asText("");
        if (!running.isEmpty()) {
            return running;
        }
        String queued = node.path("waiting").path(0).path("name").asText("");
        if (queued.isEmpty()) {
            throw new No("not-found", "No promotion to Stage '" + stage + "' runs or waits.", List.of());
        }
        return queued;
    }

    int answer(JsonNode json, String text) {
        terminal.print(json() ? Output.pretty(json) : text);
        return 0;
    }
}
