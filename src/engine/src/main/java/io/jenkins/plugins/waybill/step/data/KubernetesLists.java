package io.jenkins.plugins.waybill.step.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Lists of Kubernetes' own objects whose elements are merged by a key; the API's patch merge keys. */
record KubernetesLists(boolean known) {

    private static final Map<String, List<List<String>>> KEYS = Map.ofEntries(
            Map.entry("containers", List.of(List.of("name"))),
            Map.entry("initContainers", List.of(List.of("name"))),
            Map.entry("ephemeralContainers", List.of(List.of("name"))),
            Map.entry("volumes", List.of(List.of("name"))),
            Map.entry("imagePullSecrets", List.of(List.of("name"))),
            Map.entry("hostAliases", List.of(List.of("ip"))),
            Map.entry("topologySpreadConstraints", List.of(List.of("topologyKey", "whenUnsatisfiable"))),
            Map.entry("env", List.of(List.of("name"))),
            Map.entry("volumeMounts", List.of(List.of("mountPath"))),
            Map.entry("volumeDevices", List.of(List.of("devicePath"))),
            Map.entry(
                    "ports",
                    List.of(
                            List.of("containerPort", "protocol"),
                            List.of("containerPort"),
                            List.of("port", "protocol"),
                            List.of("port"))),
            Map.entry("secrets", List.of(List.of("name"))),
            Map.entry("ownerReferences", List.of(List.of("uid"))),
            Map.entry("conditions", List.of(List.of("type"))));

    /** The lists of a document; none where it is no object of one of Kubernetes' own API groups. */
    static KubernetesLists of(Node document) {
        String version = document instanceof MappingNode map ? value(map, "apiVersion") : null;
        String kind = document instanceof MappingNode map ? value(map, "kind") : null;
        return new KubernetesLists(version != null
                && kind != null
                && version.matches("v1|(apps|batch|autoscaling|policy|extensions)/v.*|[a-z.]+\\.k8s\\.io/v.*"));
    }

    /**
     * The keys that tell the elements of a list apart; no key at all means that the elements themselves do. Empty when the
     * list is replaced as a whole.
     */
    Optional<List<String>> keys(String name, SequenceNode target, SequenceNode patch) {
        if (!known) {
            return Optional.empty();
        }
        if (name.equals("finalizers")) {
            return Optional.of(List.of());
        }
        return KEYS.getOrDefault(name, List.of()).stream()
                .filter(keys -> haveAll(target, keys) && haveAll(patch, keys))
                .findFirst();
    }

    private static boolean haveAll(SequenceNode list, List<String> keys) {
        return list.getValue().stream()
                .allMatch(element ->
                        element instanceof MappingNode map && keys.stream().allMatch(key -> value(map, key) != null));
    }

    /** Where the element with the same keys is; -1 when there is none. */
    static int indexOf(List<Node> elements, Node wanted, List<String> keys) {
        for (int i = 0; i < elements.size(); i++) {
            if (same(elements.get(i), wanted, keys)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(Node one, Node other, List<String> keys) {
        if (keys.isEmpty()) {
            return one instanceof ScalarNode a
                    && other instanceof ScalarNode b
                    && a.getValue().equals(b.getValue());
        }
        return one instanceof MappingNode a
                && other instanceof MappingNode b
                && keys.stream().allMatch(key -> String.valueOf(value(a, key)).equals(value(b, key)));
    }

    private static @Nullable String value(MappingNode map, String key) {
        NodeTuple entry = YamlMerge.find(map, key);
        return entry != null && entry.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
    }
}
