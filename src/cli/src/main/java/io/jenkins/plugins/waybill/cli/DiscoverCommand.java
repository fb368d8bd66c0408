package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.SubscriptionResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill discover}. */
@Command(
        name = "discover",
        description = "Runs a Warehouse's discovery once; records nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill discover pipeline/ --warehouse guestbook",
            "  waybill discover pipeline/ --warehouse guestbook --explain",
            "",
            "Exits with 1 when there would be no Freight."
        })
final class DiscoverCommand extends BaseCommand {

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Manifest files, or directories with such.")
    List<Path> paths = List.of();

    @Option(names = "--warehouse", paramLabel = "NAME", required = true, description = "The Warehouse.")
    @SuppressWarnings("NullAway.Init")
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
        Warehouse asked = definition
                .warehouse(warehouse)
                .orElseThrow(() -> new No(
                        "not-found",
                        "There is no Warehouse '" + warehouse + "' in project '" + definition.name() + "'; it has "
                                + String.join(", ", definition.warehouses().keySet()) + ".",
                        List.of()));
        try (PromotionEngine engine =
                LocalEngine.start(host, manifests, PromotionEngine.Mode.ON_REQUEST, "", terminal)) {
            Discovered discovered = engine.warehouses().discover(definition.name(), asked.name());
            if (json()) {
                terminal.print(Output.pretty(document(asked, discovered)));
            } else {
                show(asked, discovered);
            }
            return discovered.freight().isPresent() ? 0 : Waybill.NO;
        }
    }

    private void show(Warehouse asked, Discovered discovered) {
        for (SubscriptionResult result : discovered.results()) {
            terminal.print(terminal.styled(Terminal.Style.BOLD, title(result.subscription())));
            if (!result.note().isEmpty()) {
                terminal.print("  " + result.note());
            }
            if (explain) {
                List<List<String>> rows = new ArrayList<>();
                for (Candidate candidate : result.explained()) {
                    rows.add(List.of(candidate.taken() ? "  +" : "  -", candidate.what(), candidate.reason()));
                }
                Output.table(rows).forEach(terminal::print);
            } else {
                result.found().forEach(artifacts -> terminal.print("  " + words(artifacts)));
            }
        }
        discovered
                .freight()
                .ifPresentOrElse(
                        artifacts -> terminal.print(
                                "Freight " + FreightName.of(asked.origin(), artifacts) + ": " + words(artifacts)),
                        () -> terminal.print("No Freight: " + discovered.explanation()));
    }

    private ObjectNode document(Warehouse asked, Discovered discovered) {
        ObjectNode document = Output.object();
        ArrayNode subscriptions = document.putArray("subscriptions");
        for (SubscriptionResult result : discovered.results()) {
            ObjectNode subscription = subscriptions.addObject();
            subscription.put("subscription", title(result.subscription()));
            if (!result.note().isEmpty()) {
                subscription.put("note", result.note());
            }
            ArrayNode found = subscription.putArray("found");
            result.found().forEach(artifacts -> found.add(Output.MAPPER.<ObjectNode>valueToTree(artifacts)));
            if (explain) {
                ArrayNode candidates = subscription.putArray("candidates");
                result.explained().forEach(candidate -> candidates
                        .addObject()
                        .put("what", candidate.what())
                        .put("taken", candidate.taken())
                        .put("reason", candidate.reason()));
            }
        }
        discovered.freight().ifPresent(artifacts -> document.putObject("freight")
                .put("name", FreightName.of(asked.origin(), artifacts))
                .set("artifacts", Output.MAPPER.valueToTree(artifacts)));
        document.put("explanation", discovered.explanation());
        return document;
    }

    private static String title(Subscription subscription) {
        if (subscription instanceof Subscription.Git git) {
            return "git " + git.repoUrl();
        }
        if (subscription instanceof Subscription.ContainerImage image) {
            return "image " + image.repoUrl();
        }
        return subscription instanceof Subscription.HelmChart chart
                ? "chart " + chart.repoUrl() + " " + chart.chartName()
                : subscription.name();
    }

    private static String words(Artifacts artifacts) {
        List<String> words = new ArrayList<>();
        for (GitCommit commit : artifacts.commits()) {
            words.add((commit.tag().isEmpty() ? "" : commit.tag() + " ") + commit.id() + " " + commit.message());
        }
        for (Image image : artifacts.images()) {
            words.add(image.repoUrl() + ":" + image.tag() + "@" + image.digest());
        }
        for (Chart chart : artifacts.charts()) {
            words.add(chart.repoUrl() + " " + chart.name() + " " + chart.version());
        }
        for (GenericArtifact artifact : artifacts.artifacts()) {
            words.add(artifact.subscriptionName() + " " + artifact.version());
        }
        return String.join(", ", words);
    }
}
