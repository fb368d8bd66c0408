package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who asks a server's API; every answer must be a good one.
 *
 * @param url of the server
 * @param user who asks; empty for whoever runs the server
 * @param groups theirs, between commas
 */
record ServerCalls(String url, String user, String groups) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static ServerCalls of(String url) {
        return new ServerCalls(url, "", "");
    }

    ServerCalls as(String someone, String theirs) {
        return new ServerCalls(url, someone, theirs);
    }

    JsonNode get(String path) {
        return send(request(path));
    }

    JsonNode post(String path, Object body) {
        try {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "api/v1/" + path));
        return user.isEmpty() ? request : request.header("X-Waybill-User", user).header("X-Waybill-Groups", groups);
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
