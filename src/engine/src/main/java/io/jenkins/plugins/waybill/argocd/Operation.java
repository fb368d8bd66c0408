package io.jenkins.plugins.waybill.argocd;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that Argo CD was asked to do with an Application, a sync mostly.
 *
 * @param info what the asker left with it
 * @param startedBy the account that asked; empty when Argo CD did so itself
 * @param automated whether no person asked
 */
public record Operation(Map<String, String> info, String startedBy, boolean automated) {

    public Operation {
        info = Map.copyOf(info);
    }

    static Operation of(JsonNode operation) {
        Map<String, String> info = new LinkedHashMap<>();
        operation
                .path("info")
                .forEach(entry -> info.putIfAbsent(
                        entry.path("name").asText(), entry.path("value").asText()));
        JsonNode by = operation.path("initiatedBy");
        return new Operation(
                info, by.path("username").asText(""), by.path("automated").asBoolean());
    }
}
