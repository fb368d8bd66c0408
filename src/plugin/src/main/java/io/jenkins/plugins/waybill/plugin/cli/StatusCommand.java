package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Extension;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code waybill-status}. */
@Extension
public final class StatusCommand extends WaybillCommand {

    @Override
    public String getName() {
        return "waybill-status";
    }

    @Override
    public String getShortDescription() {
        return Messages.StatusCommand_shortDescription();
    }

    @Override
    int run(ProjectCalls calls) throws IOException, Declined {
        JsonNode graph = calls.get("/graph");
        if (printedAsJson(graph)) {
            return 0;
        }
        for (JsonNode warehouse : graph.path("warehouses")) {
            String message = warehouse.path("message").asText("");
            if (!message.isEmpty()) {
                stdout.println("Warehouse " + warehouse.path("name").asText() + ": " + message);
            }
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STAGE", "FREIGHT", "CONTENT", "HEALTH", "NOW"));
        graph.path("stages").forEach(stage -> rows.add(row(stage)));
        Lines.table(rows).forEach(stdout::println);
        graph.path("stages").forEach(stage -> stage.path("holds")
                .forEach(hold -> stdout.println(stage.path("name").asText() + ": " + hold.asText())));
        return 0;
    }

    private static List<String> row(JsonNode stage) {
        List<JsonNode> current =
                StreamSupport.stream(stage.path("current").spliterator(), false).toList();
        return List.of(
                stage.path("name").asText(),
                current.isEmpty() ? "-" : current.stream().map(Lines::freight).collect(Collectors.joining(", ")),
                current.isEmpty() ? "-" : current.stream().map(Lines::content).collect(Collectors.joining(", ")),
                stage.path("health").isTextual() ? stage.path("health").asText() : "-",
                Lines.now(stage));
    }
}
