package io.jenkins.plugins.waybill.step.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.tool.Paths;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A chart's Chart.yaml.
 *
 * @param path of the file
 * @param text what it holds
 * @param dependencies in its order
 */
record ChartFile(String path, String text, List<Dependency> dependencies) {

    private static final String LOCAL = "file://";

    /** A chart that the chart needs; parts are empty where they are not said. */
    record Dependency(String repository, String name, String version) {

        boolean isLocal() {
            return repository.startsWith(LOCAL);
        }

        boolean isRemote() {
            return !isLocal() && repository.contains("://");
        }
    }

    static ChartFile read(Workspace workspace, String chart) throws IOException, StepFailure {
        String path = Paths.join(chart, "Chart.yaml");
        try {
            String text = new String(workspace.read(path), StandardCharsets.UTF_8);
            return new ChartFile(path, text, dependencies(path, text));
        } catch (NoSuchFileException e) {
            throw StepFailure.retryable("There is no Chart.yaml in '" + (chart.isEmpty() ? "." : chart)
                    + "'. Check the path, and that a step before this one put the chart there.");
        }
    }

    /** Versions by name as a Chart.lock has them; none where there is no such file. */
    static Map<String, String> locked(Workspace workspace, String chart) throws IOException, StepFailure {
        String path = Paths.join(chart, "Chart.lock");
        Map<String, String> versions = new TreeMap<>();
        if (workspace.find(path).isPresent()) {
            for (Dependency dependency : dependencies(path, new String(workspace.read(path), StandardCharsets.UTF_8))) {
                versions.put(dependency.name(), dependency.version());
            }
        }
        return versions;
    }

    private static List<Dependency> dependencies(String path, String text) throws StepFailure {
        List<Dependency> dependencies = new ArrayList<>();
        try {
            Object document = new Load(LoadSettings.builder().setLabel(path).build()).loadFromString(text);
            if (document instanceof Map<?, ?> chart && chart.get("dependencies") instanceof List<?> list) {
                for (Object entry : list) {
                    Map<?, ?> dependency = entry instanceof Map<?, ?> map ? map : Map.of();
                    dependencies.add(new Dependency(
                            text(dependency.get("repository")),
                            text(dependency.get("name")),
                            text(dependency.get("version"))));
                }
            }
            return dependencies;
        } catch (YamlEngineException e) {
            throw StepFailure.retryable(path + " is no YAML: " + e.getMessage());
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /**
     * The directories of the chart and of the charts beside it that it needs.
     *
     * @throws StepFailure when one of them is given by an absolute path or lies outside the workspace
     */
    List<String> directories(String chart) throws StepFailure {
        List<String> directories = new ArrayList<>(List.of(chart));
        for (Dependency dependency : dependencies) {
            if (dependency.isLocal()) {
                String relative = dependency.repository().substring(LOCAL.length());
                directories.add(Paths.from(chart, relative)
                        .orElseThrow(() -> StepFailure.failed(path + ": the dependency '" + dependency.name()
                                + "' is at '" + dependency.repository()
                                + "', outside the workspace; give a path relative to the chart, inside it.")));
            }
        }
        return directories;
    }
}
