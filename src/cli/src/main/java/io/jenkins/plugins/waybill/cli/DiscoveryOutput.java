package io.jenkins.plugins.waybill.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.SubscriptionResult;

/** What {@code waybill discover} says of a Warehouse. */
final class DiscoveryOutput {

    private final Terminal terminal;
    private final boolean explain;

    DiscoveryOutput(Terminal terminal, boolean explain) {
        this.terminal = terminal;
        this.explain = explain;
    }

    /** Above what follows where several Warehouses are shown. */
    void head(Warehouse asked) {
        terminal.print(terminal.styled(Terminal.Style.BOLD, "Warehouse " + asked.name()));
    }

    /** For people: what each subscription gave, and what Freight would come of it. */
    void show(Warehouse asked, Discovered discovered) {
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
                        () -> terminal.print("No Freight: " + discovered.explanation()
                                + (explain || discovered.healthy() ? "" : " With --explain each is listed.")));
    }

    /** The same for programs. */
    ObjectNode document(Warehouse asked, Discovered discovered) {
        ObjectNode document = Output.object().put("warehouse", asked.name());
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
