package io.jenkins.plugins.waybill.step.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the names of files are made of; a part is empty where the object does not say it.
 *
 * @param group of the API; empty for the core
 * @param annotations by name
 */
public record KubernetesObject(String group, String kind, String namespace, String name, Map<?, ?> annotations) {

    private static final KubernetesObject NONE = new KubernetesObject("", "", "", "", Map.of());

    /** Reads the object's head; a text that is none has no parts. */
    public static KubernetesObject of(String yaml) {
        try {
            Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            if (!(document instanceof Map<?, ?> object)) {
                return NONE;
            }
            Map<?, ?> metadata = object.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
            String version = text(object.get("apiVersion"));
            return new KubernetesObject(
                    version.contains("/") ? version.substring(0, version.lastIndexOf('/')) : "",
                    text(object.get("kind")),
                    text(metadata.get("namespace")),
                    text(metadata.get("name")),
                    metadata.get("annotations") instanceof Map<?, ?> map ? map : Map.of());
        } catch (YamlEngineException e) {
            return NONE;
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    /** The documents of a stream, without the lines between them; blank ones are left out. */
    public static List<String> documents(String stream) {
        List<String> documents = new ArrayList<>();
        for (String document : stream.split("(?m)^---(?:[ \\t].*)?$\\r?\\n?")) {
            if (!document.isBlank()) {
                documents.add(document.strip());
            }
        }
        return documents;
    }
}
