package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The API of a server that runs. */
final class HttpClientApi extends ApiClient {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
    private final String base;
    private final String user;
    private final String groups;

    HttpClientApi(String server, String user, String groups) {
        this.base = server.replaceFirst("/+$", "") + WebRequests.API;
        this.user = user;
        this.groups = groups;
    }

    @Override
    Reply send(String method, String path, @Nullable JsonNode body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(TO_ANSWER)
                    .header("Accept", "application/json")
                    .header(WebRequests.REQUEST_HEADER, "1")
                    .header(WebRequests.ACTOR_HEADER, user);
            if (!groups.isBlank()) {
                request.header(WebRequests.GROUPS_HEADER, groups);
            }
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            request.method(
                    method,
                    body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(Output.line(body)));
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("content-type").orElse("");
            if (!type.contains("json")) {
                throw new No("What answers at " + base + " is not Waybill (status " + response.statusCode()
                        + "); check --server.");
            }
            return new Reply(response.statusCode(), response.body());
        } catch (IllegalArgumentException e) {
            throw new No("'" + base + "' is no address of a server; expected such as http://localhost:8484.");
        } catch (IOException e) {
            throw new No("No server answers at " + base + "; start one with 'waybill serve', or name another with"
                    + " --server.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new No("Interrupted.");
        }
    }
}
