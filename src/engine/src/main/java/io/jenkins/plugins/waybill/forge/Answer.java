package io.jenkins.plugins.waybill.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A forge's answer.
 *
 * @param http as it came
 * @param body missing when it was empty or no JSON
 */
record Answer(HttpAnswer http, JsonNode body) {

    private static final int LONGEST_COMPLAINT = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    int status() {
        return http.status();
    }

    /** Azure DevOps shows its sign-in page with 203. */
    boolean isSuccess() {
        return http.isSuccess() && status() != 203;
    }

    /** Whether the forge wants fewer requests; it says so in more than one way. */
    boolean isRateLimited() {
        boolean pause = http.header("Retry-After").isPresent();
        boolean spent = http.header("X-RateLimit-Remaining").filter("0"::equals).isPresent();
        return switch (status()) {
            case 429 -> true;
            case 503 -> pause;
            case 403 -> pause || spent || complaint().contains("rate limit");
            default -> false;
        };
    }

    /** When to ask again; null when the forge does not say. */
    @Nullable
    Duration retryAfter(Instant now) {
        Optional<Duration> pause = http.retryAfter(now);
        if (pause.isEmpty()) {
            pause = http.header("X-RateLimit-Reset")
                    .or(() -> http.header("RateLimit-Reset"))
                    .filter(text -> text.matches("\\d{1,12}"))
                    .map(second -> Duration.between(now, Instant.ofEpochSecond(Long.parseLong(second))));
        }
        return pause.map(wanted -> wanted.isNegative() ? Duration.ZERO : wanted)
                .map(wanted -> wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted)
                .orElse(null);
    }

    /** What the forge itself says went wrong, in whichever of the vendors' forms; empty when it says nothing. */
    String complaint() {
        List<String> said = new ArrayList<>();
        collect(body.path("message"), said);
        collect(body.path("error"), said);
        collect(body.path("error_description"), said);
        collect(body.path("errors"), said);
        String joined = String.join("; ", said).replaceAll("\\s+", " ").strip();
        return joined.length() > LONGEST_COMPLAINT ? joined.substring(0, LONGEST_COMPLAINT) + "…" : joined;
    }

    private static void collect(JsonNode said, List<String> texts) {
        if (said.isTextual()) {
            add(said.asText(), texts);
        } else if (said.isArray()) {
            said.forEach(each -> collect(each, texts));
        } else if (said.isObject()) {
            JsonNode message = said.path("message");
            if (message.isTextual()) {
                add(message.asText(), texts);
                collect(said.path("detail"), texts);
            } else if (said.has("code") && said.has("field")) {
                add(
                        said.path("field").asText() + " "
                                + said.path("code").asText().replace('_', ' '),
                        texts);
            } else {
                said.fields().forEachRemaining(field -> {
                    List<String> below = new ArrayList<>();
                    collect(field.getValue(), below);
                    below.forEach(text -> add(field.getKey() + " " + text, texts));
                });
            }
        }
    }

    private static void add(String text, List<String> texts) {
        if (!text.isBlank() && !texts.contains(text)) {
            texts.add(text);
        }
    }
}
