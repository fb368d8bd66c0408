package io.jenkins.plugins.waybill.migration;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.Verification;
import org.jspecify.annotations.Nullable;

/** Reads how well a Stage did: health and verifications. */
final class HealthPast {

    private static final Map<String, Health.Status> HEALTH = Map.of(
            "Healthy", Health.Status.HEALTHY,
            "NotApplicable", Health.Status.NOT_APPLICABLE,
            "Progressing", Health.Status.PROGRESSING,
            "Unhealthy", Health.Status.UNHEALTHY);
    private static final Map<String, Verification.Phase> PHASES = Map.of(
            "Successful", Verification.Phase.SUCCESSFUL,
            "Failed", Verification.Phase.FAILED,
            "Error", Verification.Phase.ERROR,
            "Aborted", Verification.Phase.ABORTED,
            "Inconclusive", Verification.Phase.INCONCLUSIVE);

    private HealthPast() {}

    static @Nullable Health of(JsonNode health) {
        return health.isEmpty()
                ? null
                : new Health(
                        HEALTH.getOrDefault(health.path("status").asText(), Health.Status.UNKNOWN),
                        PastReader.list(health.path("issues"), JsonNode::asText));
    }

    static List<Verification> verifications(JsonNode history) {
        return PastReader.list(history, HealthPast::verification);
    }

    /** A verification that was under way can be finished by nobody any more. */
    private static Verification verification(JsonNode info) {
        Verification.Phase phase = PHASES.get(info.path("phase").asText());
        boolean over = phase != null;
        String actor = info.path("actor").asText();
        Instant started = PastReader.time(info.path("startTime"), Instant.EPOCH);
        return new Verification(
                info.path("id").asText(),
                phase == null ? Verification.Phase.ABORTED : phase,
                over ? info.path("message").asText() : "It was under way in Kargo when the project moved.",
                actor.isEmpty() ? null : PastReader.actor(actor),
                started,
                PastReader.time(info.path("finishTime"), started),
                info.has("analysisRun") ? info.get("analysisRun") : null,
                null);
    }
}
