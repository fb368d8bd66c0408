package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about one Stage that runs the engine just for itself. */
abstract class OneOffCommand extends BaseCommand {

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Manifest files, or directories with such.")
    List<Path> paths = List.of();

    @Option(names = "--stage", paramLabel = "NAME", required = true, description = "The Stage.")
    @SuppressWarnings("NullAway.Init")
    String stage;

    @Option(
            names = "--freight",
            paramLabel = "FREIGHT",
            description = "Name, beginning of a name, or alias. Default: discovery runs, and the newest is taken.")
    @Nullable
    String freight;

    @Option(names = "--project", paramLabel = "NAME", description = "The project. Default: the only one.")
    @Nullable
    String project;

    @Mixin
    HostOptions host = new HostOptions();

    OneOffCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    final int run() throws Exception {
        ManifestSet manifests = Pipelines.accepted(paths);
        ProjectDefinition definition = ProjectChoice.of(manifests, project);
        Stage target = definition
                .stage(stage)
                .orElseThrow(() -> new No(
                        "not-found",
                        "There is no Stage '" + stage + "' in project '" + definition.name() + "'; it has "
                                + String.join(", ", definition.stages().keySet()) + ".",
                        List.of()));
        StateNotes notes = new StateNotes(host.state);
        notes.server().ifPresent(url -> {
            throw new No("The server at " + url + " uses " + host.state + "; ask it with 'waybill status' and the like,"
                    + " stop it, or give another directory with --state.");
        });
        notes.notePipeline(paths);
        try (PromotionEngine engine =
                LocalEngine.start(host, manifests, PromotionEngine.Mode.ON_REQUEST, "", terminal)) {
            return run(engine, definition, target);
        }
    }

    /** Does the work; gives the exit code. */
    abstract int run(PromotionEngine engine, ProjectDefinition definition, Stage target) throws Exception;

    /** The Freight that is meant; looks for new Freight unless one is named that is known already. */
    Freight chosen(PromotionEngine engine, ProjectDefinition definition, Stage target) {
        if (freight != null) {
            try {
                return engine.freight().get(definition.name(), freight);
            } catch (Refusal unknown) {
                return found(engine, definition, freight, discover(engine, definition, target));
            }
        }
        List<String> failures = discover(engine, definition, target);
        List<Freight> available = engine.freight().available(definition.name(), target.name());
        return available.isEmpty() ? newest(engine, definition, target, failures) : available.get(0);
    }

    private static Freight found(
            PromotionEngine engine, ProjectDefinition definition, String freight, List<String> failures) {
        try {
            return engine.freight().get(definition.name(), freight);
        } catch (Refusal unknown) {
            throw new No("not-found", String.valueOf(unknown.getMessage()), failures);
        }
    }

    /** Freight that may not go there yet is still what people want to hear about. */
    private static Freight newest(
            PromotionEngine engine, ProjectDefinition definition, Stage target, List<String> failures) {
        Set<FreightOrigin> origins = target.requestedFreight().stream()
                .map(FreightRequest::origin)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return engine.state(definition.name()).freight().stream()
                .filter(candidate -> origins.contains(candidate.origin()))
                .max(Comparator.comparing(Freight::discoveredAt).thenComparing(Freight::name))
                .orElseThrow(() -> new No(
                        "not-found",
                        "No Freight was found for Stage '" + target.name() + "'.",
                        failures.isEmpty()
                                ? List.of("See 'waybill discover PATH --warehouse NAME --explain'.")
                                : failures));
    }

    private static List<String> discover(PromotionEngine engine, ProjectDefinition definition, Stage target) {
        List<String> failures = new ArrayList<>();
        for (FreightRequest request : target.requestedFreight()) {
            String warehouse = request.origin().name();
            try {
                engine.warehouses().refresh(definition.name(), warehouse);
                String message =
                        engine.state(definition.name()).warehouse(warehouse).message();
                if (!message.isEmpty()) {
                    failures.add("Warehouse '" + warehouse + "': " + message);
                }
            } catch (Refusal unreachable) {
                // The Stage may take Freight of other Warehouses.
                failures.add(String.valueOf(unreachable.getMessage()));
            }
        }
        return failures;
    }
}
