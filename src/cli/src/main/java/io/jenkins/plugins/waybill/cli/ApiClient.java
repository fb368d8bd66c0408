package io.jenkins.plugins.waybill.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Asks the API, wherever it is; a problem comes back as {@link No}. */
abstract class ApiClient implements AutoCloseable {

    /** What came back. */
    record Reply(int status, byte[] body) {}

    /** Sends a request; the path begins with {@code /projects}. */
    abstract Reply send(String method, String path, @Nullable JsonNode body);

    JsonNode get(String path) {
        return answer(send("GET", path, null));
    }

    JsonNode post(String path, JsonNode body) {
        return answer(send("POST", path, body));
    }

    /** All items of a list, at most so many. */
    List<JsonNode> list(String path, int most) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String separator = path.contains("?") ? "&" : "?";
            JsonNode page = get(path + separator + "limit=" + Math.min(500, most - items.size())
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && items.size() < most);
        return items;
    }

    private static JsonNode answer(Reply reply) {
        JsonNode body = Output.tree(reply.body());
        if (reply.status() < 300) {
            return body;
        }
        List<String> obstacles = new ArrayList<>();
        body.path("obstacles").forEach(obstacle -> obstacles.add(obstacle.asText()));
        throw new No(
                body.path("code").asText("failed"),
                body.path("detail").asText("The server answered with status " + reply.status() + "."),
                obstacles);
    }

    /** A text as one segment of a path or value of a query. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {}
}
