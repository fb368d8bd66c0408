package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill discover}. */
@Command(
        name = "discover",
        description = "Runs Warehouses' discovery once; records nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill discover pipeline/",
            "  waybill discover pipeline/ --warehouse guestbook --explain",
            "",
            "Exits with 1 when there would be no Freight; where all are asked, when one",
            "of them cannot look or finds nothing to promote."
        })
final class DiscoverCommand extends BaseCommand {

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Manifest files, or directories with such.")
    List<Path> paths = List.of();

    @Option(names = "--warehouse", paramLabel = "NAME", description = "The Warehouse. Default: all of the project.")
    @Nullable
    String warehouse;

    @Option(names = "--explain", description = "Say for every candidate why it was taken or left.")
    boolean explain;

    @Option(names = "--project", paramLabel = "NAME", description = "The project. Default: the only one.")
    @Nullable
    String project;

    @Mixin
    HostOptions host = new HostOptions();

    DiscoverCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() throws DiscoveryException {
        ManifestSet manifests = Pipelines.accepted(paths);
        ProjectDefinition definition = ProjectChoice.of(manifests, project);
        Map<String, Warehouse> declared = definition.warehouses();
        if (declared.isEmpty() || warehouse != null && !declared.containsKey(warehouse)) {
            throw new No(
                    "not-found",
                    "There is no Warehouse " + (warehouse == null ? "" : "'" + warehouse + "' ") + "in project '"
                            + definition.name() + "'"
                            + (declared.isEmpty() ? "." : "; it has " + String.join(", ", declared.keySet()) + "."),
                    List.of());
        }
        DiscoveryOutput output = new DiscoveryOutput(terminal, explain);
        try (PromotionEngine engine =
                LocalEngine.start(host, manifests, PromotionEngine.Mode.ON_REQUEST, "", terminal)) {
            if (warehouse == null) {
                return all(engine, definition, output);
            }
            Discovered discovered = engine.warehouses().discover(definition.name(), warehouse);
            Warehouse asked = Objects.requireNonNull(declared.get(warehouse));
            if (json()) {
                terminal.print(Output.pretty(output.document(asked, discovered)));
            } else {
                output.show(asked, discovered);
            }
            return discovered.freight().isPresent() ? 0 : Waybill.NO;
        }
    }

    private int all(PromotionEngine engine, ProjectDefinition definition, DiscoveryOutput output) {
        ArrayNode documents = Output.MAPPER.createArrayNode();
        boolean good = true;
        for (Warehouse asked : definition.warehouses().values()) {
            if (!json()) {
                output.head(asked);
            }
            try {
                Discovered discovered = engine.warehouses().discover(definition.name(), asked.name());
                good &= discovered.healthy();
                if (json()) {
                    documents.add(output.document(asked, discovered));
                } else {
                    output.show(asked, discovered);
                }
            } catch (DiscoveryException e) {
                good = false;
                if (json()) {
                    documents.addObject().put("warehouse", asked.name()).put("error", e.getMessage());
                } else {
                    terminal.print("It cannot look: " + e.getMessage());
                }
            }
        }
        if (json()) {
            terminal.print(Output.pretty(Output.object().set("warehouses", documents)));
        }
        return good ? 0 : Waybill.NO;
    }
}
