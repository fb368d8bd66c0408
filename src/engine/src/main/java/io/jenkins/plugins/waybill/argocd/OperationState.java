package io.jenkins.plugins.waybill.argocd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How far an Application's last operation is.
 *
 * @param phase how it stands
 * @param message what Argo CD says about it
 * @param startedAt null when it does not say
 * @param finishedAt null while it goes on
 * @param operation what was asked for
 * @param revisions what was synced to, one for each source; null without a sync result
 */
public record OperationState(
        Phase phase,
        String message,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Operation operation,
        @Nullable List<String> revisions) {

    /** Argo CD's operation phases. */
    public enum Phase {
        RUNNING,
        TERMINATING,
        FAILED,
        ERROR,
        SUCCEEDED;

        /** Over, well or badly. */
        public boolean isCompleted() {
            return this == FAILED || this == ERROR || this == SUCCEEDED;
        }

        /** Over, and badly. */
        public boolean isBad() {
            return this == FAILED || this == ERROR;
        }
    }

    static OperationState of(JsonNode state) {
        return new OperationState(
                phase(state.path("phase").asText("")),
                state.path("message").asText(""),
                Application.time(state.path("startedAt")),
                Application.time(state.path("finishedAt")),
                Operation.of(state.path("operation")),
                state.path("syncResult").isObject() ? revisions(state.path("syncResult")) : null);
    }

    private static Phase phase(String word) {
        for (Phase phase : Phase.values()) {
            if (phase.name().equals(word.toUpperCase(Locale.ROOT))) {
                return phase;
            }
        }
        return Phase.RUNNING;
    }

    private static List<String> revisions(JsonNode result) {
        List<String> revisions = new ArrayList<>();
        result.path("revisions").forEach(revision -> revisions.add(revision.asText()));
        return revisions.isEmpty() ? List.of(result.path("revision").asText("")) : List.copyOf(revisions);
    }
}
