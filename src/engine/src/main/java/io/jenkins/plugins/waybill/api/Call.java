package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/** A request on its way through a route. */
final class Call {

    private final PromotionEngine engine;
    private final ApiRequest request;
    private final Map<String, String> path;
    private final Instant now;

    Call(PromotionEngine engine, ApiRequest request, Map<String, String> path, Instant now) {
        this.engine = engine;
        this.request = request;
        this.path = path;
        this.now = now;
    }

    PromotionEngine engine() {
        return engine;
    }

    Actor actor() {
        return request.actor();
    }

    Identity identity() {
        return request.identity();
    }

    Instant now() {
        return now;
    }

    /** The project in the path; empty where a route has none. */
    String projectName() {
        return path.getOrDefault("project", "");
    }

    ProjectDefinition project() {
        return engine.projects().get(projectName());
    }

    ProjectState state() {
        return engine.state(projectName());
    }

    /** A variable of the route's template. */
    String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no {" + name + "}");
        }
        return value;
    }

    Stage stage() {
        String name = path("stage");
        return project()
                .stage(name)
                .orElseThrow(() -> Problem.notFound("There is no Stage '" + name + "' in project '" + projectName()
                        + "'; it has " + names(project().stages().keySet()) + "."));
    }

    Warehouse warehouse() {
        String name = path("warehouse");
        return project()
                .warehouse(name)
                .orElseThrow(() -> Problem.notFound("There is no Warehouse '" + name + "' in project '" + projectName()
                        + "'; it has " + names(project().warehouses().keySet()) + "."));
    }

    private static String names(Set<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** For {@link Route#stageOf}: the project as a whole. */
    @Nullable
    String noStage() {
        return null;
    }

    /** For {@link Route#stageOf}: the Stage in the path. */
    String stageInPath() {
        return stage().name();
    }

    /** For {@link Route#stageOf}: the Stage of the promotion in the path. */
    String stageOfPromotion() {
        return engine.promotions().get(projectName(), path("promotion")).stage();
    }

    Optional<String> query(String name) {
        List<String> values = request.query().get(name);
        return values == null || values.isEmpty() || values.get(0).isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(0));
    }

    Optional<String> header(String name) {
        return request.header(name);
    }

    /** A time in the query, as RFC 3339 has it. */
    Optional<Instant> time(String name) {
        return query(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw Problem.invalid(
                        "'" + name + "' is '" + text + "'; expected a time such as 2026-01-31T12:00:00Z.");
            }
        });
    }

    int limit() {
        return number("limit", 1, Page.MAX_LIMIT).orElse(Page.DEFAULT_LIMIT);
    }

    /** A whole number in the query. */
    Optional<Integer> number(String name, int least, int most) {
        return query(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Falls through to the same answer.
            }
            throw Problem.invalid(
                    "The " + name + " is '" + text + "'; expected a number from " + least + " to " + most + ".");
        });
    }

    /** What the cursor says was shown last. */
    Optional<String> after() {
        return query("cursor").map(Page::key);
    }

    <T> T body(Class<T> type) {
        String contentType = request.header("content-type").orElse(ApiResponse.JSON);
        String mediaType = contentType.split(";", 2)[0].trim();
        if (request.body().length > 0 && !mediaType.equalsIgnoreCase(ApiResponse.JSON)) {
            throw Problem.unsupportedType(mediaType);
        }
        return Json.read(request.body(), type);
    }

    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Problem.invalid("The field '" + field + "' is missing; it must be a text that is not empty.");
        }
        return value;
    }
}
