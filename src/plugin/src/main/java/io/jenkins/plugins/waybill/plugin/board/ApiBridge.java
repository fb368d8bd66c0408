package io.jenkins.plugins.waybill.plugin.board;

import hudson.security.csrf.CrumbIssuer;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.api.ApiRequest;
import io.jenkins.plugins.waybill.api.ApiResponse;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.security.JenkinsAccess;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Carries requests to the engine's API. Who asks is whom Jenkins has authenticated; {@link JenkinsAccess} decides what
 * they may. Jenkins' {@link CrumbIssuer} guards every POST before it comes here.
 */
final class ApiBridge {

    private static final String BASE = "/api/v1";

    private ApiBridge() {}

    /** What follows {@code /api/v1} in the address, still percent-encoded, so that a slash within a name stays one. */
    static String below(StaplerRequest2 request) {
        // Names of items never stand side by side in Jenkins' addresses, so the first occurrence is ours.
        String address = request.getRequestURI();
        return address.substring(address.indexOf(BASE) + BASE.length());
    }

    /**
     * Answers a request.
     *
     * @param path below {@code …/api/v1}, still encoded
     * @param base what a {@code Location} in the answer is relative to
     */
    static void answer(StaplerRequest2 request, StaplerResponse2 response, String path, String base)
            throws IOException {
        Api api;
        try {
            api = WaybillEngine.api();
        } catch (EngineUnavailable e) {
            unavailable(response, e.getMessage());
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
        }
        byte[] body;
        try (InputStream sent = request.getInputStream()) {
            body = sent.readNBytes(ApiRequest.MAX_BODY_BYTES + 1);
        }
        ApiResponse answer = api.handle(new ApiRequest(
                request.getMethod(),
                path.isEmpty() ? "/" : path,
                query(request),
                headers,
                body,
                JenkinsAccess.identity()));
        send(response, answer, base);
    }

    private static Map<String, List<String>> query(StaplerRequest2 request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (request.getQueryString() != null) {
            request.getParameterMap().forEach((name, values) -> query.put(name, Arrays.asList(values)));
        }
        return query;
    }

    private static void send(HttpServletResponse response, ApiResponse answer, String base) throws IOException {
        response.setStatus(answer.status());
        answer.headers()
                .forEach((name, value) -> response.setHeader(name, name.equals("Location") ? base + value : value));
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (answer.body().length > 0) {
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }

    private static void unavailable(HttpServletResponse response, String reason) throws IOException {
        JSONObject problem = new JSONObject();
        problem.put("title", "Unavailable");
        problem.put("detail", reason);
        problem.put("status", HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        problem.put("code", "unavailable");
        problem.put("obstacles", List.of());
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/problem+json;charset=utf-8");
        response.getOutputStream().write(problem.toString().getBytes(StandardCharsets.UTF_8));
    }
}
