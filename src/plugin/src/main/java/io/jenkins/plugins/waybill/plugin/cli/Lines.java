package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The API's answers as lines for people. */
final class Lines {

    private static final int SHORT = 7;

    private Lines() {}

    /** Rows as columns that line up. */
    static List<String> table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** The alias, or else the beginning of the name. */
    static String freight(JsonNode node) {
        String alias = node.path("alias").asText("");
        String name = node.path(node.has("freight") ? "freight" : "name").asText("");
        return alias.isEmpty() || alias.equals("null") ? name.substring(0, Math.min(SHORT, name.length())) : alias;
    }

    /** What Freight or a Stage carries: {@code app v1, chart 2.0}. */
    static String content(JsonNode freight) {
        return StreamSupport.stream(freight.path("artifacts").spliterator(), false)
                .map(artifact -> artifact.path("name").asText() + " "
                        + artifact.path("version").asText())
                .collect(Collectors.joining(", "));
    }

    /** What a Stage does now; empty when that is nothing. */
    static String now(JsonNode stage) {
        JsonNode running = stage.path("running");
        if (running.isObject()) {
            JsonNode step = running.path("step");
            return "promoting " + freight(running)
                    + (step.isObject() ? ", step " + step.path("alias").asText() : "")
                    + colon(step.path("message").asText(""));
        }
        JsonNode waiting = stage.path("waiting");
        if (!waiting.isEmpty()) {
            return waiting.size() + " waiting"
                    + colon(waiting.path(0).path("message").asText(""));
        }
        JsonNode last = stage.path("last");
        if (last.isObject() && !last.path("phase").asText().equals("Succeeded")) {
            return "last promotion " + last.path("phase").asText()
                    + colon(last.path("message").asText(""));
        }
        JsonNode verification = stage.path("verification");
        if (verification.isObject() && !verification.path("phase").asText().equals("Successful")) {
            return "verification " + verification.path("phase").asText()
                    + colon(verification.path("message").asText(""));
        }
        return stage.path("controlFlow").asBoolean() ? "passes Freight on" : "";
    }

    /** {@code Promotion dev.01… of calm-otter to dev: Running.} */
    static String promotion(JsonNode detail) {
        JsonNode promotion = detail.path("promotion");
        String message = promotion.path("message").asText("");
        return "Promotion " + promotion.path("name").asText() + " of " + freight(promotion) + " to "
                + promotion.path("stage").asText() + ": "
                + promotion.path("phase").asText()
                + (message.isEmpty() ? "." : colon(message));
    }

    private static String colon(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }
}
