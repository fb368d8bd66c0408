package io.jenkins.plugins.waybill.verification;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;

/** The arguments of a run: what the Stage gives, what Secrets hold, and their places in the metrics. */
final class RunArguments {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private RunArguments() {}

    /**
     * Gives the Stage's values to the arguments that templates declare; values for others are passed over, as Kargo
     * does.
     *
     * @throws AnalysisException when an argument is left without a value
     */
    static void give(ObjectNode spec, Map<String, String> values) throws AnalysisException {
        for (JsonNode argument : spec.path("args")) {
            String name = argument.path("name").asText();
            String value = values.get(name);
            if (value != null) {
                ((ObjectNode) argument).put("value", value);
            }
            if (!argument.hasNonNull("value") && !argument.hasNonNull("valueFrom")) {
                throw new AnalysisException("The argument '" + name
                        + "' has no value. Give it one in the Stage's verification.args or in the template.");
            }
        }
    }

    /**
     * The value of every argument, Secrets looked up.
     *
     * @throws AnalysisException when a Secret or its key is missing, or a value would come from a Kubernetes object
     */
    static Map<String, String> values(ObjectNode spec, String project, Credentials credentials)
            throws AnalysisException {
        Map<String, String> values = new HashMap<>();
        for (JsonNode argument : spec.path("args")) {
            String name = argument.path("name").asText();
            JsonNode secret = argument.path("valueFrom").path("secretKeyRef");
            if (secret.isObject()) {
                values.put(name, secret(secret, name, project, credentials));
            } else if (argument.hasNonNull("value")) {
                values.put(name, argument.get("value").asText());
            } else {
                throw new AnalysisException("The argument '" + name
                        + "' would take its value from a field of a Rollout (valueFrom.fieldRef), and there is none"
                        + " here. Give it a value in the Stage's verification.args.");
            }
        }
        return values;
    }

    private static String secret(JsonNode reference, String argument, String project, Credentials credentials)
            throws AnalysisException {
        String name = reference.path("name").asText();
        String key = reference.path("key").asText();
        Map<String, Secret> data = credentials
                .secret(project, name)
                .orElseThrow(() -> new AnalysisException(
                        "The argument '" + argument + "' comes from the Secret '" + name + "', which is not there."));
        Secret value = data.get(key);
        if (value == null) {
            throw new AnalysisException("The argument '" + argument + "' comes from the key '" + key
                    + "' of the Secret '" + name + "', which has no such key.");
        }
        return value.reveal();
    }

    /**
     * A copy of a metric with every {@code {{args.name}}} replaced, in keys too.
     *
     * @throws AnalysisException when there is another name between the braces
     */
    static JsonNode put(JsonNode value, Map<String, String> arguments) throws AnalysisException {
        if (value.isTextual()) {
            String text = value.textValue();
            return text.contains(OPEN) ? TextNode.valueOf(put(text, arguments)) : value;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            for (JsonNode element : array) {
                copy.add(put(element, arguments));
            }
            return copy;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(put(field.getKey(), arguments), put(field.getValue(), arguments));
            }
            return copy;
        }
        return value;
    }

    private static String put(String text, Map<String, String> arguments) throws AnalysisException {
        StringBuilder result = new StringBuilder();
        int start = 0;
        int open;
        while ((open = text.indexOf(OPEN, start)) >= 0) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                break;
            }
            String name = text.substring(open + OPEN.length(), close).strip();
            String value = name.startsWith("args.") ? arguments.get(name.substring("args.".length())) : null;
            if (value == null) {
                throw new AnalysisException("There is no argument for " + text.substring(open, close + CLOSE.length())
                        + ". Declare it under 'args' of the template, and write {{args.name}}.");
            }
            result.append(text, start, open).append(value);
            start = close + CLOSE.length();
        }
        return result.append(text, start, text.length()).toString();
    }
}
