package io.jenkins.plugins.waybill.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill status}. */
@Command(
        name = "status",
        description = "Shows the Stages: what runs there, how it does, and what it waits for.",
        footerHeading = "%nExamples:%n",
        footer = {"  waybill status", "  waybill status --watch", "  waybill status --format json"})
final class StatusCommand extends RemoteCommand {

    private static final int MILLIS_BETWEEN_LOOKS = 500;

    @Option(
            names = {"-w", "--watch"},
            description = "Show it again whenever it changes, until interrupted.")
    boolean watch;

    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) throws InterruptedException {
        String path = projectPath(api) + "/graph";
        JsonNode shown = api.get(path);
        show(shown);
        while (watch && !Thread.currentThread().isInterrupted()) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
            JsonNode graph = api.get(path);
            if (!graph.equals(shown)) {
                terminal.print("");
                show(graph);
                shown = graph;
            }
        }
        return 0;
    }

    private void show(JsonNode graph) {
        if (json()) {
            terminal.print(Output.pretty(graph));
            return;
        }
        for (JsonNode warehouse : graph.path("warehouses")) {
            String message = warehouse.path("message").asText();
            String state = message.isEmpty()
                    ? warehouse.has("discoveredAt")
                            ? "looked "
                                    + Output.ago(warehouse.path("discoveredAt").asText())
                            : "not looked yet"
                    : warehouse.has("failingSince")
                            ? "failing, first "
                                    + Output.ago(warehouse.path("failingSince").asText()) + ". " + message
                            : message;
            terminal.print("Warehouse " + warehouse.path("name").asText() + ": " + state);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STAGE", "FREIGHT", "CONTENT", "HEALTH", "NOW"));
        graph.path("stages").forEach(stage -> rows.add(row(stage)));
        List<String> lines = Output.table(rows);
        terminal.print(terminal.styled(Terminal.Style.DIM, lines.get(0)));
        lines.subList(1, lines.size()).forEach(terminal::print);
        graph.path("stages").forEach(stage -> stage.path("holds")
                .forEach(hold -> terminal.print(stage.path("name").asText() + ": " + hold.asText())));
        graph.path("stages").forEach(stage -> stage.path("windows")
                .path("reasons")
                .forEach(reason -> terminal.print(stage.path("name").asText() + ": " + reason.asText())));
    }

    private static List<String> row(JsonNode stage) {
        List<String> freight = new ArrayList<>();
        List<String> content = new ArrayList<>();
        stage.path("current").forEach(carried -> {
            freight.add(Promotions.freight(carried));
            content.add(FreightCommand.content(carried));
        });
        return List.of(
                stage.path("name").asText(),
                freight.isEmpty() ? "-" : String.join(", ", freight),
                content.isEmpty() ? "-" : String.join(", ", content),
                stage.path("health").asText("-"),
                now(stage));
    }

    private static String now(JsonNode stage) {
        JsonNode running = stage.path("running");
        if (running.isObject()) {
            JsonNode step = running.path("step");
            String message = step.path("message").asText();
            return "promoting " + Promotions.freight(running)
                    + (step.isObject()
                            ? ", step " + step.path("number").asInt() + "/"
                                    + step.path("count").asInt() + " "
                                    + step.path("alias").asText()
                            : "")
                    + (message.isEmpty() ? "" : ": " + message);
        }
        int waiting = stage.path("waiting").size();
        if (waiting > 0) {
            String message = stage.path("waiting").path(0).path("message").asText();
            return waiting + " waiting" + (message.isEmpty() ? "" : ": " + message);
        }
        JsonNode last = stage.path("last");
        if (last.isObject() && !last.path("phase").asText().equals("Succeeded")) {
            return "last promotion " + last.path("phase").asText() + ": "
                    + last.path("message").asText();
        }
        JsonNode verification = stage.path("verification");
        if (verification.isObject() && !verification.path("phase").asText().equals("Successful")) {
            String message = verification.path("message").asText();
            return "verification " + verification.path("phase").asText() + (message.isEmpty() ? "" : ": " + message);
        }
        return stage.path("controlFlow").asBoolean() ? "passes Freight on" : "";
    }
}
