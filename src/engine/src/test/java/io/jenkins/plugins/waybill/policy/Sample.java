package io.jenkins.plugins.waybill.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.FreightRequest.Availability;
import io.jenkins.plugins.waybill.model.FreightRequest.Selection;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.FreightStatus.CurrentUse;
import io.jenkins.plugins.waybill.model.FreightStatus.FreightApproval;
import io.jenkins.plugins.waybill.model.FreightStatus.VerifiedUse;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPolicy;
import io.jenkins.plugins.waybill.model.PromotionTemplate;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.Warehouse;

/** Small definitions and Freight for the rules' tests. */
final class Sample {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final FreightOrigin APP = FreightOrigin.warehouse("app");

    private Sample() {}

    static ProjectDefinition project(Stage... stages) {
        return project(List.of(), stages);
    }

    static ProjectDefinition project(List<PromotionPolicy> policies, Stage... stages) {
        Map<String, Stage> byName = new LinkedHashMap<>();
        for (Stage stage : stages) {
            byName.put(stage.name(), stage);
        }
        Warehouse warehouse =
                new Warehouse("app", Map.of(), Duration.ofMinutes(5), true, "", List.of(), SourcePosition.NONE);
        return new ProjectDefinition(
                "shop", Map.of("app", warehouse), byName, List.of(), policies, Map.of(), List.of());
    }

    static Stage stage(String name, FreightRequest... requests) {
        StepDefinition step = new StepDefinition(
                "fail",
                null,
                "step-1",
                null,
                false,
                StepDefinition.Retry.DEFAULT,
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                SourcePosition.NONE);
        return stage(name, List.of(step), requests);
    }

    static Stage controlFlow(String name, FreightRequest... requests) {
        return stage(name, List.of(), requests);
    }

    private static Stage stage(String name, List<StepDefinition> steps, FreightRequest... requests) {
        return new Stage(
                name,
                Map.of("tier", name),
                Map.of(),
                List.of(),
                List.of(requests),
                new PromotionTemplate(List.of(), steps),
                null,
                SourcePosition.NONE);
    }

    static FreightRequest direct() {
        return request(true, null, Availability.ONE_OF);
    }

    static FreightRequest oneOf(String... upstream) {
        return request(false, null, Availability.ONE_OF, upstream);
    }

    static FreightRequest all(String... upstream) {
        return request(false, null, Availability.ALL, upstream);
    }

    static FreightRequest soaked(FreightRequest request, Duration time) {
        return request(
                request.direct(), time, request.availability(), request.stages().toArray(String[]::new));
    }

    static FreightRequest matching(String upstream) {
        return new FreightRequest(
                APP,
                false,
                List.of(upstream),
                null,
                Availability.ONE_OF,
                Selection.MATCH_UPSTREAM,
                SourcePosition.NONE);
    }

    private static FreightRequest request(
            boolean direct, Duration soak, Availability availability, String... upstream) {
        return new FreightRequest(
                APP, direct, List.of(upstream), soak, availability, Selection.NEWEST_FREIGHT, SourcePosition.NONE);
    }

    static Freight freight(String name, int minutesAfterNoon) {
        return new Freight(
                "shop",
                name,
                "alias-" + name,
                APP,
                new Artifacts(List.of(), List.of(new Image("shop/app", name, "", Map.of(), "")), List.of(), List.of()),
                NOON.plus(Duration.ofMinutes(minutesAfterNoon)),
                Actor.ENGINE,
                FreightStatus.NEW);
    }

    static Freight verified(Freight freight, String stage, Duration longestSoak) {
        FreightStatus status = freight.status();
        Map<String, VerifiedUse> verified = new LinkedHashMap<>(status.verifiedIn());
        verified.put(stage, new VerifiedUse(NOON, longestSoak));
        return freight.withStatus(
                new FreightStatus(status.currentlyIn(), verified, status.approvedFor(), status.metadata()));
    }

    static Freight nowIn(Freight freight, String stage, Instant since) {
        FreightStatus status = freight.status();
        Map<String, CurrentUse> current = new LinkedHashMap<>(status.currentlyIn());
        current.put(stage, new CurrentUse(since));
        return freight.withStatus(
                new FreightStatus(current, status.verifiedIn(), status.approvedFor(), status.metadata()));
    }

    static Freight approved(Freight freight, String stage) {
        FreightStatus status = freight.status();
        return freight.withStatus(new FreightStatus(
                status.currentlyIn(),
                status.verifiedIn(),
                Map.of(stage, new FreightApproval(NOON, Actor.user("ada"), "hotfix")),
                status.metadata()));
    }
}
