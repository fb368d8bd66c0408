package io.jenkins.plugins.waybill.webhook;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.waybill.model.RepositoryUrl;

/** Reading of bodies that anybody may have written. */
final class Payload {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int DEEPEST = 100;
    private static final String FORM = "payload=";

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    }

    private Payload() {}

    /** The body as a JSON object, be it sent as such or in a form's field. */
    static JsonNode object(WebhookRequest request) throws Rejection {
        try {
            byte[] body = request.body();
            if (request.word("Content-Type").startsWith("application/x-www-form-urlencoded")) {
                body = field(new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            }
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException | IllegalArgumentException e) {
            // Told below; the parser's own words would quote the body.
        }
        throw Rejection.unsupported("the body is no JSON object");
    }

    private static String field(String form) {
        for (String pair : form.split("&")) {
            if (pair.startsWith(FORM)) {
                return URLDecoder.decode(pair.substring(FORM.length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /** The Git addresses at those pointers, normalised; those that are not there are left out. */
    static Set<String> repositories(JsonNode json, String... pointers) {
        Set<String> urls = new LinkedHashSet<>();
        for (String pointer : pointers) {
            String url = json.at(pointer).asText("");
            if (!url.isEmpty()) {
                urls.add(RepositoryUrl.normaliseGit(url));
            }
        }
        return urls;
    }

    /** An image's or chart's address in the spellings that subscriptions to either have. */
    static Set<String> artifact(String url) {
        Set<String> urls = new LinkedHashSet<>();
        urls.add(RepositoryUrl.normaliseImage(url));
        urls.add(RepositoryUrl.normaliseChart(url));
        return urls;
    }

    /**
     * The paths that commits touch, from their lists {@code added}, {@code modified} and {@code removed}.
     *
     * @param complete whether the sender has told of all commits
     */
    static Optional<Set<String>> paths(JsonNode commits, boolean complete) {
        if (!complete || commits.isEmpty()) {
            return Optional.empty();
        }
        Set<String> paths = new LinkedHashSet<>();
        for (JsonNode commit : commits) {
            for (String list : List.of("added", "modified", "removed")) {
                commit.path(list).forEach(path -> paths.add(path.asText()));
            }
        }
        return Optional.of(paths);
    }
}
