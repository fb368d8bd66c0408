package io.jenkins.plugins.waybill.argocd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an Application.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param reason one word
 * @param message in words
 * @param count how often
 * @param at when last; null when the event does not say
 */
public record ApplicationEvent(
        String type,
        String reason,
        String message,
        int count,
        @Nullable Instant at) {

    /** Newest first. */
    static List<ApplicationEvent> of(JsonNode list) {
        List<ApplicationEvent> events = new ArrayList<>();
        list.path("items").forEach(event -> events.add(one(event)));
        events.sort(Comparator.comparing(ApplicationEvent::at, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        return List.copyOf(events);
    }

    private static ApplicationEvent one(JsonNode event) {
        Instant at = Application.time(event.path("lastTimestamp"));
        if (at == null) {
            at = Application.time(event.path("eventTime"));
        }
        return new ApplicationEvent(
                event.path("type").asText("Normal"),
                event.path("reason").asText(""),
                event.path("message").asText(""),
                Math.max(1, event.path("count").asInt(1)),
                at);
    }
}
