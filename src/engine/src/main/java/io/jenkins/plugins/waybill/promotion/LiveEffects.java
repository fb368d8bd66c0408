package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.store.LogLine;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Transaction;

/** The effects of a promotion that runs. Log lines go out with the next record, or at once when that is long in coming. */
final class LiveEffects implements Effects {

    private static final Duration LINES_WAIT = Duration.ofMillis(500);

    private final Surroundings surroundings;
    private final ProjectDefinition project;
    private final String promotion;
    private final List<LogLine> lines = new ArrayList<>();
    private Instant sent = Instant.MIN;

    LiveEffects(Surroundings surroundings, ProjectDefinition project, String promotion) {
        this.surroundings = surroundings;
        this.project = project;
        this.promotion = promotion;
        sent = surroundings.host().clock().instant();
    }

    @Override
    public void log(String step, String line) {
        Instant now = surroundings.host().clock().instant();
        synchronized (lines) {
            lines.add(new LogLine(step, now, line));
            if (Duration.between(sent, now).compareTo(LINES_WAIT) < 0) {
                return;
            }
        }
        List<LogLine> taken = takeLines();
        surroundings.store().submit(transaction -> {
            taken.forEach(each -> transaction.log(project.name(), promotion, each));
            return taken.size();
        });
    }

    /** The lines that no record has carried yet; the caller's next record must. */
    List<LogLine> takeLines() {
        synchronized (lines) {
            List<LogLine> taken = List.copyOf(lines);
            lines.clear();
            sent = surroundings.host().clock().instant();
            return taken;
        }
    }

    @Override
    public void plan(PlannedEffect effect) {
        throw new IllegalStateException("Only a plan records what would happen: " + effect.summary());
    }

    @Override
    public void setMetadata(String kind, String name, Map<String, JsonNode> values) throws StepFailure {
        refuseIf(surroundings.store().write(transaction -> switch (kind) {
            case "Stage" -> setStageMetadata(transaction, name, values);
            case "Freight" -> setFreightMetadata(transaction, name, values);
            default -> Optional.of("Metadata is kept for a Stage or Freight, not for '" + kind + "'.");
        }));
    }

    private Optional<String> setStageMetadata(Transaction transaction, String name, Map<String, JsonNode> values) {
        if (project.stage(name).isEmpty()) {
            return Optional.of("There is no Stage '" + name + "' in project '" + project.name() + "'.");
        }
        StageState stage = state(transaction).stage(name);
        transaction.put(new StageState(
                stage.project(),
                stage.stage(),
                stage.freightHistory(),
                stage.health(),
                stage.currentPromotion(),
                stage.lastPromotion(),
                stage.holds(),
                merged(stage.metadata(), values)));
        audit(transaction, "StageMetadataChanged", "stage/" + name, values);
        return Optional.empty();
    }

    private Optional<String> setFreightMetadata(Transaction transaction, String name, Map<String, JsonNode> values) {
        Optional<Freight> freight = state(transaction).freight(name);
        if (freight.isEmpty()) {
            return Optional.of("There is no Freight '" + name + "' in project '" + project.name() + "'.");
        }
        FreightStatus status = freight.get().status();
        transaction.put(freight.get()
                .withStatus(new FreightStatus(
                        status.currentlyIn(),
                        status.verifiedIn(),
                        status.approvedFor(),
                        merged(status.metadata(), values))));
        audit(transaction, "FreightMetadataChanged", "freight/" + name, values);
        return Optional.empty();
    }

    private static Map<String, JsonNode> merged(Map<String, JsonNode> before, Map<String, JsonNode> values) {
        Map<String, JsonNode> merged = new LinkedHashMap<>(before);
        merged.putAll(values);
        return merged;
    }

    @Override
    public void setFreightAlias(String name, String alias) throws StepFailure {
        refuseIf(surroundings.store().write(transaction -> {
            Optional<Freight> freight = state(transaction).freight(name);
            Optional<Freight> holder = state(transaction).freightByAlias(alias);
            if (freight.isEmpty()) {
                return Optional.of("There is no Freight '" + name + "' in project '" + project.name() + "'.");
            }
            if (holder.isPresent()) {
                return holder.get().name().equals(name)
                        ? Optional.<String>empty()
                        : Optional.of("The alias '" + alias + "' belongs to Freight "
                                + holder.get().name() + " already.");
            }
            transaction.put(freight.get().withAlias(alias));
            transaction.audit(
                    project.name(),
                    Actor.ENGINE,
                    "FreightRenamed",
                    "freight/" + name,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("alias", alias)
                            .put("before", freight.get().alias())
                            .put("promotion", promotion));
            return Optional.<String>empty();
        }));
    }

    private void audit(Transaction transaction, String type, String subject, Map<String, JsonNode> values) {
        transaction.audit(
                project.name(),
                Actor.ENGINE,
                type,
                subject,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("promotion", promotion)
                        .set("values", JsonNodeFactory.instance.objectNode().setAll(values)));
    }

    private ProjectState state(Transaction transaction) {
        return transaction.state().project(project.name());
    }

    private static void refuseIf(Optional<String> obstacle) throws StepFailure {
        if (obstacle.isPresent()) {
            throw StepFailure.failed(obstacle.get());
        }
    }
}
