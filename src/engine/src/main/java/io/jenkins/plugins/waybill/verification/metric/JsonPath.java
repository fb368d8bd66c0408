package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A path into JSON in the dialect of Kubernetes' client library, which differs from others in its braces and in what is
 * an error: {@code {$.data.items[0]['name']}}, with wildcards, slices, unions, {@code ..name} and filters such as
 * {@code [?(@.ready == true)]}. No loops and no text around the braces.
 */
final class JsonPath {

    private final String text;
    private final List<Step> steps;

    private JsonPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = steps;
    }

    /** A part of the path: gives what it finds in a value to the next. */
    interface Step {
        void walk(JsonNode value, JsonNode root, Consumer<JsonNode> found) throws IOException;
    }

    /** Reads a path. */
    static JsonPath compile(String text) throws IOException {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return new JsonPath(text, new JsonPathParser(inner, text).path());
    }

    /**
     * The first value that the path leads to.
     *
     * @throws IOException when it leads nowhere
     */
    JsonNode first(JsonNode root) throws IOException {
        List<JsonNode> all = all(root, root);
        if (all.isEmpty()) {
            throw new IOException("jsonPath '" + text + "' finds nothing in the answer.");
        }
        return all.get(0);
    }

    List<JsonNode> all(JsonNode start, JsonNode root) throws IOException {
        return follow(steps, start, root);
    }

    static List<JsonNode> follow(List<Step> steps, JsonNode start, JsonNode root) throws IOException {
        List<JsonNode> values = List.of(start);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode value : values) {
                step.walk(value, root, next::add);
            }
            values = next;
        }
        return values;
    }
}
