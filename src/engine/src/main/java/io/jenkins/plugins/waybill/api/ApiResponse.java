package io.jenkins.plugins.waybill.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a host sends back.
 *
 * @param status the HTTP status
 * @param headers to send; a {@code Location} is relative to the API's base
 * @param body JSON in UTF-8; empty for 304
 */
public record ApiResponse(int status, Map<String, String> headers, byte[] body) {

    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    static ApiResponse json(int status, byte[] body) {
        return new ApiResponse(status, Map.of("Content-Type", JSON, "Cache-Control", "no-cache"), body);
    }

    static ApiResponse ok(Object value) {
        return json(200, Json.bytes(value));
    }

    static ApiResponse created(String location, Object value) {
        return json(201, Json.bytes(value)).with("Location", location);
    }

    static ApiResponse unchanged(String tag) {
        return new ApiResponse(304, Map.of("ETag", tag, "Cache-Control", "no-cache"), new byte[0]);
    }

    ApiResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, more, body);
    }
}
