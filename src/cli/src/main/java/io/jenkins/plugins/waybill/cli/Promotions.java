package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Promotions of the API in a line. */
final class Promotions {

    private static final int LOOKS = 100;
    private static final int MILLIS_BETWEEN_LOOKS = 50;

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

    /** The promotion at a path once it is over, or as it stands when that takes longer than a moment. */
    static JsonNode ended(ApiClient api, String path) throws InterruptedException {
        JsonNode detail = api.get(path);
        for (int look = 0; look < LOOKS && !detail.path("promotion").has("finishedAt"); look++) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
            detail = api.get(path);
        }
        return detail;
    }

    /** The alias, or else the beginning of the name. */
    static String freight(JsonNode node) {
        String alias = node.path("alias").asText("");
        String name = node.path(node.has("freight") ? "freight" : "name").asText("");
        return alias.isEmpty() ? name.substring(0, Math.min(7, name.length())) : alias;
    }
}
