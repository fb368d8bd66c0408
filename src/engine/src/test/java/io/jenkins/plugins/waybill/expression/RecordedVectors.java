package io.jenkins.plugins.waybill.expression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads vectors that were recorded from the reference implementations, see {@code src/oracle}. */
public final class RecordedVectors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedVectors() {}

    /** The vectors of a file, without the line that names their oracle. */
    public static List<JsonNode> of(String file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedVectors.class.getResourceAsStream("/vectors/" + file), file),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(RecordedVectors::parsed).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What we chose to do otherwise, with the reason, by the input of the vector. */
    public static Map<String, String> differences() {
        Map<String, String> reasons = new HashMap<>();
        for (JsonNode difference : of("differences.jsonl")) {
            reasons.put(
                    difference.get("input").textValue(),
                    difference.get("reason").textValue());
        }
        return reasons;
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
