package io.jenkins.plugins.waybill.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionTask;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.Variable;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint of what a promotion would do: which Freight goes where, what it takes the place of, and by which steps
 * with which variables. Where the steps are written does not matter. Whoever has a plan at hand adds its digest, and
 * then the very diff counts too.
 */
public final class PlannedChange {

    private final MessageDigest digest = sha256();

    private PlannedChange() {}

    /**
     * The fingerprint.
     *
     * @param freight its name
     * @param promised what the asker says will be changed; may be empty
     */
    public static String fingerprint(
            ProjectDefinition project, Stage stage, String freight, StageState now, String promised) {
        PlannedChange change = new PlannedChange();
        change.add("freight", freight);
        change.add("stage", stage.name());
        Map<String, FreightReference> items = new TreeMap<>(
                now.current().map(collection -> collection.items()).orElse(Map.of()));
        items.forEach((origin, reference) -> change.add(origin, reference.name()));
        change.add("promised", promised);
        change.addVariables(stage.variables());
        change.addVariables(stage.template().variables());
        stage.template().steps().forEach(step -> change.add(project, step));
        return HexFormat.of().formatHex(change.digest.digest());
    }

    /**
     * The fingerprint of a promotion that is under way.
     *
     * @param collection all Freight it brings
     * @param files the files it has made so far, as a snapshot; null for none
     */
    public static String fingerprint(Promotion promotion, FreightCollection collection, @Nullable String files) {
        PlannedChange change = new PlannedChange();
        change.add("freight", promotion.freight().name());
        change.add("stage", promotion.stage());
        change.add("collection", collection.id());
        change.add("files", String.valueOf(files));
        change.addVariables(promotion.variables());
        promotion.steps().forEach(change::addStep);
        return HexFormat.of().formatHex(change.digest.digest());
    }

    private void add(ProjectDefinition project, StepDefinition step) {
        addStep(step);
        if (step.task() != null) {
            project.task(step.task()).ifPresent(this::add);
        }
    }

    private void add(PromotionTask task) {
        addVariables(task.variables());
        task.steps().forEach(this::addStep);
    }

    private void addStep(StepDefinition step) {
        add("uses", String.valueOf(step.uses()));
        add("task", String.valueOf(step.task()));
        add("as", step.as());
        add("if", String.valueOf(step.condition()));
        add("continueOnError", Boolean.toString(step.continueOnError()));
        add("config", step.config().toString());
        addVariables(step.variables());
    }

    private void addVariables(List<Variable> variables) {
        variables.forEach(variable -> add(variable.name(), variable.value()));
    }

    /** Lengths keep what is next to each other apart. */
    private void add(String name, String value) {
        byte[] bytes = (name + "=" + value).getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
