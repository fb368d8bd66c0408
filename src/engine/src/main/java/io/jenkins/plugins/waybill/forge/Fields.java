package io.jenkins.plugins.waybill.forge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Values out of answers, which may lack any field. */
final class Fields {

    private Fields() {}

    /** The text at a JSON pointer; empty when there is none. */
    static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText("");
    }

    /** The first of these pointers that has a text; null when none has. */
    static @Nullable String firstText(JsonNode node, String... pointers) {
        for (String pointer : pointers) {
            String text = node.at(pointer).isNull() ? "" : text(node, pointer);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** The moment at a JSON pointer, in ISO 8601; the epoch when there is none. */
    static Instant instant(JsonNode node, String pointer) {
        try {
            return OffsetDateTime.parse(text(node, pointer)).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
