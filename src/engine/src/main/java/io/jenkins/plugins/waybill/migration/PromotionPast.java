package io.jenkins.plugins.waybill.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import io.jenkins.plugins.waybill.manifest.ManifestDocument;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.model.Variable;
import org.jspecify.annotations.Nullable;

/** Reads promotions that Kargo ran. */
final class PromotionPast {

    private static final String LEFT = "It was not over in Kargo when the project moved.";
    private static final String ANNOTATIONS = "/metadata/annotations/kargo.akuity.io~1";

    private PromotionPast() {}

    /**
     * @param known the Freight, if it is among what is read; what the promotion itself remembers comes first
     */
    static Promotion read(String project, ManifestDocument document, @Nullable FreightReference known) {
        JsonNode json = document.json();
        JsonNode spec = json.path("spec");
        JsonNode status = json.path("status");
        PromotionPhase phase = phase(status.path("phase").asText());
        boolean over = phase.isTerminal();
        Instant created = PastReader.time(json.at("/metadata/creationTimestamp"), Instant.EPOCH);
        Instant started = PastReader.time(status.path("startedAt"), created);
        List<StepDefinition> steps = steps(spec.path("steps"));
        String actor = json.at(ANNOTATIONS + "create-actor").asText();
        return new Promotion(
                project,
                document.name(),
                spec.path("stage").asText(),
                freight(spec, status, known),
                variables(spec.path("vars")),
                steps,
                intent(json),
                json.at(ANNOTATIONS + "rollback").asText().equals("true"),
                actor.isEmpty() ? null : Actor.parse(actor),
                created,
                started,
                PastReader.time(status.path("finishedAt"), started),
                over ? phase : PromotionPhase.ABORTED,
                over ? status.path("message").asText() : LEFT,
                null,
                status.path("freightCollection").has("items")
                        ? PastReader.collection(status.path("freightCollection"))
                        : null,
                Math.max(0, status.path("currentStep").asInt()),
                executions(status.path("stepExecutionMetadata"), steps),
                status.path("state") instanceof ObjectNode state ? state : JsonNodeFactory.instance.objectNode(),
                checks(status),
                List.of());
    }

    private static FreightReference freight(JsonNode spec, JsonNode status, @Nullable FreightReference known) {
        if (status.path("freight").has("name")) {
            return PastReader.reference(status.path("freight"));
        }
        return known == null
                ? new FreightReference(spec.path("freight").asText(), FreightOrigin.warehouse(""), Artifacts.NONE)
                : known;
    }

    private static PromotionPhase phase(String name) {
        for (PromotionPhase phase : PromotionPhase.values()) {
            if (phase.displayName().equals(name)) {
                return phase;
            }
        }
        return PromotionPhase.PENDING;
    }

    private static Promotion.Intent intent(JsonNode json) {
        if (!json.at(ANNOTATIONS + "auto-promotion-hold").asText().isEmpty()) {
            return Promotion.Intent.HOLD;
        }
        return json.at(ANNOTATIONS + "auto-promotion-resume").asText().isEmpty()
                ? Promotion.Intent.NONE
                : Promotion.Intent.RESUME;
    }

    private static List<Variable> variables(JsonNode variables) {
        return PastReader.list(
                variables,
                variable -> new Variable(
                        variable.path("name").asText(), variable.path("value").asText(), SourcePosition.NONE));
    }

    private static List<StepDefinition> steps(JsonNode steps) {
        List<StepDefinition> definitions = new ArrayList<>();
        for (JsonNode step : steps) {
            String alias = step.path("as").asText("step-" + (definitions.size() + 1));
            Duration timeout =
                    GoDuration.parse(step.at("/retry/timeout").asText()).orElse(null);
            String condition = step.path("if").asText();
            definitions.add(new StepDefinition(
                    step.path("uses").asText(),
                    null,
                    alias,
                    condition.isEmpty() ? null : condition,
                    step.path("continueOnError").asBoolean(),
                    new StepDefinition.Retry(
                            timeout, step.at("/retry/errorThreshold").asInt()),
                    variables(step.path("vars")),
                    step.path("config") instanceof ObjectNode config ? config : JsonNodeFactory.instance.objectNode(),
                    SourcePosition.NONE));
        }
        return definitions;
    }

    private static List<StepExecution> executions(JsonNode metadata, List<StepDefinition> steps) {
        Map<String, String> uses = new HashMap<>();
        steps.forEach(step -> uses.put(step.as(), String.valueOf(step.uses())));
        return PastReader.list(metadata, entry -> {
            String alias = entry.path("alias").asText();
            StepStatus status = stepStatus(entry.path("status").asText());
            Instant started = entry.has("startedAt") ? PastReader.time(entry.path("startedAt"), Instant.EPOCH) : null;
            return new StepExecution(
                    alias,
                    uses.getOrDefault(alias, ""),
                    status,
                    entry.path("message").asText(),
                    entry.path("errorCount").asInt(),
                    entry.path("continueOnError").asBoolean(),
                    started,
                    entry.has("finishedAt") ? PastReader.time(entry.path("finishedAt"), Instant.EPOCH) : started,
                    null);
        });
    }

    private static StepStatus stepStatus(String name) {
        try {
            StepStatus status = StepStatus.valueOf(name.toUpperCase(Locale.ROOT));
            return status == StepStatus.RUNNING ? StepStatus.ABORTED : status;
        } catch (IllegalArgumentException e) {
            return StepStatus.ABORTED;
        }
    }

    private static List<HealthCheck> checks(JsonNode status) {
        return PastReader.list(
                status.path("healthChecks"),
                check -> new HealthCheck(
                        check.path("uses").asText(),
                        check.path("config") instanceof ObjectNode config
                                ? config
                                : JsonNodeFactory.instance.objectNode()));
    }

    /** What a Stage remembers of its last promotion; the promotion itself tells more, where it is still there. */
    static StageState.@Nullable LastPromotion last(String project, JsonNode last, List<Promotion> promotions) {
        if (!last.has("name")) {
            return null;
        }
        String name = last.path("name").asText();
        Optional<Promotion> whole = promotions.stream()
                .filter(promotion ->
                        promotion.project().equals(project) && promotion.name().equals(name))
                .findFirst();
        JsonNode status = last.path("status");
        FreightCollection collection = status.path("freightCollection").has("items")
                ? PastReader.collection(status.path("freightCollection"))
                : whole.map(Promotion::collection).orElse(null);
        Instant finished =
                PastReader.time(last.path("finishedAt"), PastReader.time(status.path("finishedAt"), Instant.EPOCH));
        PromotionPhase phase = phase(status.path("phase").asText());
        return new StageState.LastPromotion(
                name,
                phase.isTerminal() ? phase : PromotionPhase.ABORTED,
                status.path("message").asText(),
                PastReader.reference(last.path("freight")),
                collection,
                status.has("healthChecks")
                        ? checks(status)
                        : whole.map(Promotion::healthChecks).orElse(List.of()),
                finished);
    }
}
