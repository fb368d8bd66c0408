package io.jenkins.plugins.waybill.step.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** An HTTP answer as expressions see it: {@code response.status}, {@code .header(name)}, {@code .headers}, {@code .body}. */
record Answer(
        int status,
        Map<String, List<String>> headers,
        @Nullable Object body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(int status, Map<String, List<String>> headers, byte[] bytes, @Nullable String contentType)
            throws StepFailure {
        Map<String, List<String>> canonical = new LinkedHashMap<>();
        headers.forEach((name, values) -> canonical.put(canonicalName(name), values));
        String declared = contentType != null
                ? contentType
                : String.join(
                        "",
                        canonical.getOrDefault("Content-Type", List.of()).stream()
                                .limit(1)
                                .toList());
        return new Answer(status, canonical, body(bytes, declared));
    }

    private static @Nullable Object body(byte[] bytes, String contentType) throws StepFailure {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return Map.of();
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        switch (type) {
            case "application/json" -> {
                try {
                    return GoJson.fromTree(JSON.readTree(text));
                } catch (JsonProcessingException e) {
                    throw StepFailure.retryable(
                            "The server says it answers JSON, but its body is none: " + e.getOriginalMessage());
                }
            }
            case "application/yaml", "text/yaml", "application/x-yaml" -> {
                try {
                    return new Load(LoadSettings.builder()
                                    .setSchema(new CoreSchema())
                                    // At the edge of its buffer the reader breaks surrogate pairs; so one buffer holds
                                    // all.
                                    .setBufferSize(text.length() + 1)
                                    .build())
                            .loadFromString(text);
                } catch (YamlEngineException e) {
                    throw StepFailure.retryable(
                            "The server says it answers YAML, but its body is none: " + e.getMessage());
                }
            }
            case "text/plain" -> {
                return text;
            }
            default -> {
                try {
                    return GoJson.fromTree(JSON.readTree(text));
                } catch (JsonProcessingException e) {
                    return Map.of();
                }
            }
        }
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The environment of the step's expressions. */
    Scope scope() {
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put("status", (long) status);
        response.put("headers", headers);
        response.put("body", body);
        response.put("header", (Scope.Function) arguments -> headers.getOrDefault(
                        canonicalName(String.valueOf(arguments.isEmpty() ? "" : arguments.get(0))), List.of(""))
                .get(0));
        return Scope.builder().variable("response", response).build();
    }

    /** {@code content-type} as {@code Content-Type}, the way Go names headers. */
    private static String canonicalName(String name) {
        StringBuilder result = new StringBuilder();
        boolean upper = true;
        for (char c : name.toCharArray()) {
            result.append(upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
            upper = c == '-';
        }
        return result.toString();
    }
}
