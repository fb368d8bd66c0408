package io.jenkins.plugins.waybill.step.kustomize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** {@code kustomize-set-image}: sets images in a kustomization file; needs no kustomize program. */
public final class KustomizeSetImageStep implements PromotionStep {

    private static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final StepSchema schema = StepSchema.beside(KustomizeSetImageStep.class, "kustomize-set-image");

    private record Config(String path, @Nullable List<Wanted> images) {}

    private record Wanted(
            String image,
            @Nullable String name,
            @Nullable String newName,
            @Nullable String tag,
            @Nullable String digest) {}

    @Override
    public String name() {
        return "kustomize-set-image";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Map<String, ImageEntry> targets =
                config.images() == null || config.images().isEmpty() ? ofFreight(context) : ofConfig(config.images());
        if (targets.isEmpty()) {
            throw StepFailure.retryable("There are no images to set: the config names none, and the Freight has none.");
        }
        String file = file(context.workspace(), config.path());
        String text = new String(context.workspace().read(file), StandardCharsets.UTF_8);
        String changed = KustomizationImages.set(file, text, targets);
        if (!changed.equals(text)) {
            context.workspace().write(file, changed.getBytes(StandardCharsets.UTF_8));
        }
        StringBuilder message = new StringBuilder("Updated ")
                .append(config.path())
                .append(targets.size() == 1 ? " to use new image" : " to use new images")
                .append('\n');
        targets.values().forEach(target -> message.append("\n- ").append(target.reference()));
        context.log("Set " + targets.size() + " images in " + file);
        return StepResult.succeeded(JsonNodeFactory.instance.objectNode().put("commitMessage", message.toString()));
    }

    private static Map<String, ImageEntry> ofConfig(List<Wanted> images) {
        Map<String, ImageEntry> targets = new TreeMap<>();
        for (Wanted wanted : images) {
            String name = wanted.name() == null || wanted.name().isEmpty() ? wanted.image() : wanted.name();
            targets.put(name, new ImageEntry(name, wanted.newName(), wanted.tag(), wanted.digest()));
        }
        return targets;
    }

    private static Map<String, ImageEntry> ofFreight(StepContext context) throws StepFailure {
        Map<String, ImageEntry> targets = new TreeMap<>();
        Set<String> ambiguous = new TreeSet<>();
        for (FreightReference freight : context.freight().items().values()) {
            for (Image image : freight.artifacts().images()) {
                ImageEntry entry = new ImageEntry(image.repoUrl(), null, image.tag(), image.digest());
                if (targets.put(image.repoUrl(), entry) != null) {
                    ambiguous.add(image.repoUrl());
                }
            }
        }
        if (!ambiguous.isEmpty()) {
            throw StepFailure.retryable("More than one Warehouse brings " + String.join(", ", ambiguous)
                    + "; name the images in the config, with imageFrom(url, warehouse(name)).");
        }
        return targets;
    }

    private static String file(Workspace workspace, String directory) throws IOException, StepFailure {
        List<String> found = new ArrayList<>();
        for (String name : FILE_NAMES) {
            if (workspace.find(directory + "/" + name).isPresent()) {
                found.add(directory + "/" + name);
            }
        }
        if (found.size() != 1) {
            throw StepFailure.retryable(
                    found.isEmpty()
                            ? "There is no kustomization in '" + directory + "'; one of "
                                    + String.join(", ", FILE_NAMES) + " is needed."
                            : "There is more than one kustomization in '" + directory + "': " + String.join(", ", found)
                                    + ". Keep one.");
        }
        return found.get(0);
    }
}
