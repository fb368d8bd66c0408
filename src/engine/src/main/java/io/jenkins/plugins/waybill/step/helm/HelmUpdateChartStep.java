package io.jenkins.plugins.waybill.step.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.step.data.YamlEdit;
import io.jenkins.plugins.waybill.step.tool.Paths;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** {@code helm-update-chart}: sets versions of a chart's dependencies and fetches them. */
public final class HelmUpdateChartStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(HelmUpdateChartStep.class, "helm-update-chart");

    private record Config(String path, @Nullable List<Wanted> charts) {}

    private record Wanted(String repository, String name, String version) {}

    @Override
    public String name() {
        return "helm-update-chart";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Workspace workspace = context.workspace();
        String path = workspace.resolve(config.path());
        ChartFile chart = ChartFile.read(workspace, path);
        Map<String, String> before = ChartFile.locked(workspace, path);
        String edited = edited(chart, Optional.ofNullable(config.charts()).orElse(List.of()));
        try (HelmBench helm = HelmBench.open(context)) {
            if (!edited.equals(chart.text())) {
                workspace.write(chart.path(), edited.getBytes(StandardCharsets.UTF_8));
            }
            HelmBench.Lent lent = helm.lend(path, chart);
            helm.signIn(chart);
            String lock = Paths.join(path, "Chart.lock");
            Optional<byte[]> original =
                    workspace.find(lock).isPresent() ? Optional.of(workspace.read(lock)) : Optional.empty();
            helm.bench().log(helm.run(List.of("dependency", "update", lent.chart())));
            lent.files().takeBack();
            Map<String, String> after = ChartFile.locked(workspace, path);
            if (after.equals(before) && original.isPresent()) {
                workspace.write(lock, original.get());
            } else if (!after.isEmpty()) {
                stamp(context, lock);
            }
            return result(context, config, before, after);
        }
    }

    private static String edited(ChartFile chart, List<Wanted> charts) throws StepFailure {
        if (charts.isEmpty()) {
            return chart.text();
        }
        YamlEdit edit = YamlEdit.of(chart.path(), chart.text());
        for (Wanted wanted : charts) {
            boolean known = false;
            for (int i = 0; i < chart.dependencies().size(); i++) {
                ChartFile.Dependency dependency = chart.dependencies().get(i);
                if (dependency.repository().equals(wanted.repository())
                        && dependency.name().equals(wanted.name())) {
                    edit.set("dependencies." + i + ".version", JsonNodeFactory.instance.textNode(wanted.version()));
                    known = true;
                }
            }
            if (!known) {
                throw StepFailure.retryable(chart.path() + " has no dependency '" + wanted.name() + "' from '"
                        + wanted.repository() + "'. Repository and name must be written alike in both.");
            }
        }
        return edit.apply();
    }

    /** The lock tells when it was made; told by the step's start, a repeated step makes the same lock. */
    private static void stamp(StepContext context, String lock) throws IOException {
        String text = new String(context.workspace().read(lock), StandardCharsets.UTF_8);
        String time = context.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
        String stamped = text.replaceFirst("(?m)^generated: .*$", "generated: \"" + time + "\"");
        context.workspace().write(lock, stamped.getBytes(StandardCharsets.UTF_8));
    }

    private static StepResult result(
            StepContext context, Config config, Map<String, String> before, Map<String, String> after) {
        Map<String, String> changes = new TreeMap<>();
        after.forEach((name, version) -> {
            String old = before.get(name);
            if (!version.equals(old)) {
                changes.put(name, old == null ? version : old + " -> " + version);
            }
        });
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(name -> changes.put(name, "removed"));
        if (changes.isEmpty()) {
            context.log("The dependencies of " + config.path() + " are as they were");
            return StepResult.succeeded();
        }
        StringBuilder message = new StringBuilder("Updated chart dependencies for ")
                .append(config.path())
                .append('\n');
        changes.forEach((name, change) -> {
            context.log("Updated " + name + ": " + change);
            message.append("\n- ").append(name).append(": ").append(change);
        });
        return StepResult.succeeded(JsonNodeFactory.instance.objectNode().put("commitMessage", message.toString()));
    }
}
