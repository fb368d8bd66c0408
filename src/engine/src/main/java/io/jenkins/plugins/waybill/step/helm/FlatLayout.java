package io.jenkins.plugins.waybill.step.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.tool.KubernetesObject;
import io.jenkins.plugins.waybill.workspace.Workspace;

/** A file for each object, named {@code [group-]kind[-namespace]-name.yaml}, side by side in one directory. */
final class FlatLayout {

    private final Workspace workspace;
    private final String directory;

    FlatLayout(Workspace workspace, String directory) {
        this.workspace = workspace;
        this.directory = directory;
    }

    /** How many files were written. */
    int write(String manifests) throws IOException, StepFailure {
        Map<String, String> files = new LinkedHashMap<>();
        int nameless = 0;
        for (String document : KubernetesObject.documents(manifests)) {
            KubernetesObject object = KubernetesObject.of(document);
            String name = name(object);
            if (name.isEmpty()) {
                name = "resource-" + nameless++ + ".yaml";
            }
            if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
                throw StepFailure.retryable(
                        "The object '" + name + "' cannot be a file: its name or kind has a slash.");
            }
            // Kargo writes hooks without the line that tells their template.
            boolean hook = object.annotations().containsKey("helm.sh/hook");
            files.put(name, hook ? document.replaceFirst("^# Source: .*\\R", "") : document);
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            workspace.write(directory + "/" + file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return files.size();
    }

    private static String name(KubernetesObject object) {
        if (object.kind().isEmpty() || object.name().isEmpty()) {
            return "";
        }
        String group = object.group().isEmpty() ? "" : object.group().replace('.', '_') + "-";
        String namespace = object.namespace().isEmpty() ? "" : "-" + object.namespace();
        return (group + object.kind() + namespace + "-" + object.name() + ".yaml").toLowerCase(Locale.ROOT);
    }
}
