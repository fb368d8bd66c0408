package io.jenkins.plugins.waybill.step.data;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.step.StepContext;

/**
 * The config of steps that change values in a file.
 *
 * @param path the file
 * @param updates in the order they are made in
 */
record ValueUpdates(String path, List<Update> updates) {

    /** A value for a key. */
    record Update(String key, JsonNode value) {}

    void log(StepContext context) {
        for (Update update : updates) {
            context.log("Set " + update.key() + " to " + update.value() + " in " + path);
        }
    }

    /** The output: a {@code commitMessage} that lists the changes. */
    ObjectNode output() {
        StringBuilder message = new StringBuilder("Updated ").append(path).append('\n');
        for (Update update : updates) {
            // JSON and Go quote the texts that occur here alike.
            message.append("\n- ").append(update.key()).append(": ").append(update.value());
        }
        return JsonNodeFactory.instance.objectNode().put("commitMessage", message.toString());
    }
}
