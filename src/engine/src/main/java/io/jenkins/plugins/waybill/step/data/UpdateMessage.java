package io.jenkins.plugins.waybill.step.data;

import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The {@code commitMessage} that steps hand on which change values in a file. */
final class UpdateMessage {

    private UpdateMessage() {}

    static ObjectNode of(String path, List<YamlUpdateStep.Update> updates) {
        StringBuilder message = new StringBuilder("Updated ").append(path).append('\n');
        for (YamlUpdateStep.Update update : updates) {
            // JSON and Go quote the texts that occur here alike.
            message.append("\n- ").append(update.key()).append(": ").append(update.value());
        }
        return JsonNodeFactory.instance.objectNode().put("commitMessage", message.toString());
    }
}
