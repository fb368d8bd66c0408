package io.jenkins.plugins.waybill.api;

import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.engine.Refusal;

/** An answer that is not the one asked for, as RFC 9457 problem details. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Body body;
    private final transient Map<String, String> headers;

    /** What goes over the wire. */
    record Body(String title, String detail, int status, String code, List<String> obstacles) {}

    private Problem(int status, String code, String title, String detail, List<String> obstacles) {
        this(new Body(title, detail, status, code, List.copyOf(obstacles)), Map.of());
    }

    private Problem(Body body, Map<String, String> headers) {
        super(body.detail());
        this.body = body;
        this.headers = headers;
    }

    static Problem malformed(String detail) {
        return new Problem(400, "malformed", "Malformed request", detail, List.of());
    }

    static Problem invalid(String detail) {
        return new Problem(400, "invalid", "Invalid request", detail, List.of());
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not-found", "Not found", detail, List.of());
    }

    static Problem forbidden(Permission permission, String where) {
        return new Problem(
                403,
                "forbidden",
                "Forbidden",
                "You need the permission " + permission + " for " + where + "; ask whoever administers the project.",
                List.of());
    }

    static Problem methodNotAllowed(String method, String path, String allowed) {
        return new Problem(
                new Body(
                        "Method not allowed",
                        method + " is not possible for " + path + "; use " + allowed + ".",
                        405,
                        "method-not-allowed",
                        List.of()),
                Map.of("Allow", allowed));
    }

    static Problem tooLarge() {
        return new Problem(
                413,
                "too-large",
                "Body too large",
                "The body is larger than " + ApiRequest.MAX_BODY_BYTES + " bytes; that is the most this API takes.",
                List.of());
    }

    static Problem unsupportedType(String type) {
        return new Problem(
                415,
                "unsupported-type",
                "Unsupported type",
                "The body is '" + type + "'; send application/json.",
                List.of());
    }

    static Problem internal(String reference) {
        return new Problem(
                500,
                "internal",
                "Internal error",
                "Something went wrong here; the server's log has the details under " + reference + ".",
                List.of());
    }

    static Problem of(Refusal refusal) {
        String detail = String.valueOf(refusal.getMessage());
        return switch (refusal.code()) {
            case NOT_FOUND -> new Problem(404, "not-found", "Not found", detail, refusal.obstacles());
            case NOT_ELIGIBLE -> new Problem(409, "not-eligible", "Not eligible", detail, refusal.obstacles());
            case CONFLICT -> new Problem(409, "conflict", "Conflict", detail, refusal.obstacles());
            case INVALID -> new Problem(400, "invalid", "Invalid request", detail, refusal.obstacles());
            case FORBIDDEN -> new Problem(403, "forbidden", "Forbidden", detail, refusal.obstacles());
        };
    }

    ApiResponse response() {
        ApiResponse response = new ApiResponse(
                body.status(),
                Map.of("Content-Type", ApiResponse.PROBLEM, "Cache-Control", "no-store"),
                Json.bytes(body));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }
}
