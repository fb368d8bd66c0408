package io.jenkins.plugins.waybill.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route for a request. */
final class Router {

    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A route with the values of its template's variables. */
    record Found(Route route, Map<String, String> path) {}

    List<Route> routes() {
        return routes;
    }

    Found find(ApiRequest request) {
        List<String> segments = segments(request.path());
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> path = route.match(segments);
            if (path != null) {
                if (route.method().equals(method)) {
                    return new Found(route, path);
                }
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Problem.notFound("Nothing is at " + request.path() + "; /openapi.json lists what there is.");
        }
        throw Problem.methodNotAllowed(request.method(), request.path(), String.join(", ", allowed));
    }

    private static List<String> segments(String path) {
        String trimmed = path.startsWith("/") ? path.substring(1) : path;
        return Arrays.stream(trimmed.split("/", -1)).map(Router::decoded).toList();
    }

    private static String decoded(String segment) {
        try {
            // A plus sign in a path is a plus sign.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("The path has a percent sign that begins no character: " + segment);
        }
    }
}
