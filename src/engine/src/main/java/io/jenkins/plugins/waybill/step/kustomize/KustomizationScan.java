package io.jenkins.plugins.waybill.step.kustomize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.tool.Paths;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Looks at a kustomization and those it builds on, before kustomize does: what they name must lie in the workspace, and
 * only the part of the workspace that they name is laid out for it.
 *
 * @param paths directories and files that are needed
 * @param usesOthers whether something comes from another server
 * @param usesGenerators whether files that kustomize interprets itself are named, whose own paths are not looked at
 */
record KustomizationScan(Set<String> paths, boolean usesOthers, boolean usesGenerators) {

    static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /** Fields that hold paths; dots lead into maps and through lists. */
    private static final List<String> PATHS = List.of(
            "resources",
            "bases",
            "components",
            "crds",
            "configurations",
            "generators",
            "transformers",
            "validators",
            "patchesStrategicMerge",
            "patches.path",
            "patchesJson6902.path",
            "replacements.path",
            "openapi.path",
            "configMapGenerator.files",
            "configMapGenerator.envs",
            "configMapGenerator.env",
            "secretGenerator.files",
            "secretGenerator.envs",
            "secretGenerator.env",
            "helmGlobals.chartHome",
            "helmGlobals.configHome",
            "helmCharts.valuesFile",
            "helmCharts.additionalValuesFiles",
            "helmChartInflationGenerator.values",
            "helmChartInflationGenerator.chartHome",
            "helmChartInflationGenerator.configHome");

    private static final Set<String> INTERPRETED = Set.of("generators", "transformers", "validators");

    static KustomizationScan of(Workspace workspace, String directory) throws IOException, StepFailure {
        Set<String> paths = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(workspace.resolve(directory)));
        boolean others = false;
        boolean generators = false;
        while (!open.isEmpty()) {
            String current = open.remove();
            Optional<String> file = file(workspace, current);
            if (!paths.add(current) || file.isEmpty()) {
                continue;
            }
            Object document = read(workspace, file.get());
            for (String field : PATHS) {
                for (String named : values(document, field)) {
                    generators |= INTERPRETED.contains(field);
                    String path = named.substring(
                            field.endsWith("files") || field.endsWith("envs") ? named.indexOf('=') + 1 : 0);
                    if (isElsewhere(path)) {
                        others = true;
                        refuseOption(file.get(), path);
                    } else if (!path.contains("\n")) {
                        place(workspace, file.get(), current, path).ifPresent(open::add);
                    }
                }
            }
        }
        return new KustomizationScan(paths, others, generators);
    }

    /** The kustomization in a directory. */
    static Optional<String> file(Workspace workspace, String directory) throws IOException {
        for (String name : FILE_NAMES) {
            String path = Paths.join(directory, name);
            if (workspace.find(path).isPresent()) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> place(Workspace workspace, String file, String directory, String path)
            throws IOException, StepFailure {
        String place = Paths.from(directory, path)
                .orElseThrow(() -> StepFailure.failed(file + " names '" + path
                        + "', which is outside the workspace; kustomize-build reads nothing there."));
        return workspace.find(place).map(FileEntry::path);
    }

    private static boolean isElsewhere(String path) {
        return path.contains("://")
                || path.startsWith("git@")
                || path.startsWith("git::")
                || path.contains("?ref=")
                || path.matches("(?:[\\w-]+\\.)+[a-z]{2,}[:/].*//.*|(?:github|gitlab|bitbucket)\\.(?:com|org)[:/].*");
    }

    /** Git would take such a reference for one of its options. */
    private static void refuseOption(String file, String url) throws StepFailure {
        if (url.matches("(?is).*[?&](?:ref|version)=(?:-|%2d).*")) {
            throw StepFailure.failed(file + " names '" + url + "', whose reference begins with a dash.");
        }
    }

    private static @Nullable Object read(Workspace workspace, String file) throws IOException, StepFailure {
        try {
            return new Load(LoadSettings.builder().setLabel(file).build())
                    .loadFromString(new String(workspace.read(file), StandardCharsets.UTF_8));
        } catch (YamlEngineException e) {
            throw StepFailure.retryable(file + " is no YAML: " + e.getMessage());
        }
    }

    private static List<String> values(@Nullable Object value, String field) {
        List<String> found = new ArrayList<>();
        collect(value, List.of(field.split("\\.")), found);
        return found;
    }

    private static void collect(@Nullable Object value, List<String> fields, List<String> found) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, fields, found));
        } else if (value instanceof Map<?, ?> map && !fields.isEmpty()) {
            collect(map.get(fields.get(0)), fields.subList(1, fields.size()), found);
        } else if (value instanceof String text && fields.isEmpty()) {
            found.add(text);
        }
    }
}
