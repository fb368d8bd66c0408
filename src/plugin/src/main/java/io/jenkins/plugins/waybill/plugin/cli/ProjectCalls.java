package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.waybill.api.ApiRequest;
import io.jenkins.plugins.waybill.api.ApiResponse;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.JenkinsAccess;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;

/** Asks the engine's API about one project, as whoever is logged in on this thread. */
final class ProjectCalls {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PromotionProject project;

    ProjectCalls(PromotionProject project) {
        this.project = project;
    }

    PromotionProject project() {
        return project;
    }

    static ObjectNode body() {
        return MAPPER.createObjectNode();
    }

    static String pretty(JsonNode value) throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** A name as a part of a path. */
    static String segment(String name) {
        return Util.rawEncode(name);
    }

    /** What is below {@code /projects/KEY}. */
    JsonNode get(String path) throws IOException, Declined {
        return get(path, Map.of());
    }

    JsonNode get(String path, Map<String, List<String>> query) throws IOException, Declined {
        return read(send("GET", path, query, new byte[0]));
    }

    /** As {@link #get(String)}; empty when there is no such thing. */
    Optional<JsonNode> find(String path) throws IOException, Declined {
        ApiResponse response = send("GET", path, Map.of(), new byte[0]);
        return response.status() == HttpServletResponse.SC_NOT_FOUND ? Optional.empty() : Optional.of(read(response));
    }

    JsonNode post(String path, ObjectNode body) throws IOException, Declined {
        return read(send("POST", path, Map.of(), MAPPER.writeValueAsBytes(body)));
    }

    private ApiResponse send(String method, String path, Map<String, List<String>> query, byte[] body)
            throws AbortException {
        try {
            return WaybillEngine.api()
                    .handle(new ApiRequest(
                            method,
                            "/projects/" + segment(project.getKey()) + path,
                            query,
                            Map.of("Content-Type", "application/json"),
                            body,
                            JenkinsAccess.identity()));
        } catch (EngineUnavailable e) {
            AbortException unavailable = new AbortException(e.getMessage());
            unavailable.initCause(e);
            throw unavailable;
        }
    }

    /** Problems become what Jenkins' command line has an exit code for. */
    private static JsonNode read(ApiResponse response) throws IOException, Declined {
        JsonNode body = MAPPER.readTree(response.body());
        String detail = body.path("detail").asText();
        switch (response.status()) {
            case HttpServletResponse.SC_OK, HttpServletResponse.SC_CREATED:
                return body;
            case HttpServletResponse.SC_BAD_REQUEST, HttpServletResponse.SC_NOT_FOUND:
                throw new IllegalArgumentException(detail);
            case HttpServletResponse.SC_FORBIDDEN:
                throw new AccessDeniedException(detail);
            case HttpServletResponse.SC_CONFLICT:
                List<String> obstacles = new ArrayList<>();
                body.path("obstacles").forEach(obstacle -> obstacles.add(obstacle.asText()));
                throw new Declined(detail, obstacles);
            default:
                throw new AbortException(detail);
        }
    }
}
