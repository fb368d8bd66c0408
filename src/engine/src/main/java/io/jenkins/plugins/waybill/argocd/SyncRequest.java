package io.jenkins.plugins.waybill.argocd;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A sync to ask for.
 *
 * @param info what is left with the operation, to recognise it by
 * @param retry Argo CD's retry strategy; null for none
 * @param syncOptions such as {@code CreateNamespace=true}
 */
public record SyncRequest(
        Map<String, String> info, @Nullable ObjectNode retry, List<String> syncOptions) {

    ObjectNode body(Application application) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", application.name())
                .put("appNamespace", application.namespace())
                .put("project", application.project());
        ArrayNode infos = body.putArray("infos");
        info.forEach((name, value) -> infos.addObject().put("name", name).put("value", value));
        if (retry != null) {
            body.set("retryStrategy", retry);
        }
        if (!syncOptions.isEmpty()) {
            ArrayNode items = body.putObject("syncOptions").putArray("items");
            syncOptions.forEach(items::add);
        }
        return body;
    }
}
