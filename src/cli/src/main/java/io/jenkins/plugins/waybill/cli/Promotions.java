package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Promotions of the API in a line. */
final class Promotions {

    private Promotions() {}

    /** {@code Promotion dev.01… of calm-otter to dev: Running.} */
    static String sentence(JsonNode detail) {
        JsonNode promotion = detail.path("promotion");
        String message = promotion.path("message").asText("");
        return "Promotion " + promotion.path("name").asText() + " of " + freight(promotion) + " to "
                + promotion.path("stage").asText() + ": "
                + promotion.path("phase").asText()
                + (message.isEmpty() ? "." : ": " + message);
    }

    /** The alias, or else the beginning of the name. */
    static String freight(JsonNode node) {
        String alias = node.path("alias").asText("");
        String name = node.path(node.has("freight") ? "freight" : "name").asText("");
        return alias.isEmpty() ? name.substring(0, Math.min(7, name.length())) : alias;
    }
}
