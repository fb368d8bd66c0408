package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Lays one document over another, as Kustomize does: maps are merged, null deletes a key, other values replace, and so do
 * lists, unless the document is a Kubernetes object and the list is one whose elements have a key. {@code $patch: delete}
 * and {@code $patch: replace} in a map are obeyed.
 */
final class YamlMerge {

    private static final String DIRECTIVE = "$patch";

    private final KubernetesLists lists;
    private final Set<Node> shared;

    private YamlMerge(KubernetesLists lists, Set<Node> shared) {
        this.lists = lists;
        this.shared = shared;
    }

    /** The document with the patch laid over it; nothing when the patch deletes it all. */
    static Optional<Node> merge(Node document, Node patch) throws StepFailure {
        YamlMerge merge = new YamlMerge(KubernetesLists.of(document), shared(document));
        return Optional.ofNullable(merge.merged(document, patch, ""));
    }

    private @Nullable Node merged(Node target, Node patch, String name) throws StepFailure {
        if (isNull(patch)) {
            return null;
        }
        if (isNull(target)) {
            return added(patch);
        }
        if (target instanceof ScalarNode before && patch instanceof ScalarNode now) {
            return scalar(before, now);
        }
        if (target instanceof MappingNode map && patch instanceof MappingNode over) {
            return map(map, over);
        }
        if (target instanceof SequenceNode list && patch instanceof SequenceNode over) {
            return list(list, over, name);
        }
        throw StepFailure.retryable(where(patch) + ": '" + name + "' is " + kind(patch) + " here and " + kind(target)
                + " at " + where(target) + "; they cannot be merged.");
    }

    /** Quotes and comment stay where the new value has none of its own. */
    private static Node scalar(ScalarNode before, ScalarNode now) {
        boolean quoted = before.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                || before.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
        boolean keepsQuotes =
                quoted && now.getTag().equals(Tag.STR) && now.getValue().indexOf('\n') < 0;
        ScalarNode result = new ScalarNode(
                now.getTag(),
                true,
                now.getValue(),
                keepsQuotes ? before.getScalarStyle() : now.getScalarStyle(),
                now.getStartMark(),
                now.getEndMark());
        boolean commented =
                now.getInLineComments() != null && !now.getInLineComments().isEmpty();
        result.setInLineComments(commented ? now.getInLineComments() : before.getInLineComments());
        result.setBlockComments(before.getBlockComments());
        return result;
    }

    private @Nullable Node map(MappingNode target, MappingNode patch) throws StepFailure {
        String directive = directive(patch);
        if (directive.equals("delete")) {
            return null;
        }
        if (directive.equals("replace")) {
            return added(patch);
        }
        List<NodeTuple> entries = new ArrayList<>();
        for (NodeTuple entry : target.getValue()) {
            NodeTuple over = find(patch, key(entry));
            Node value =
                    over == null ? entry.getValueNode() : merged(entry.getValueNode(), over.getValueNode(), key(entry));
            if (value != null) {
                entries.add(new NodeTuple(entry.getKeyNode(), value));
            }
        }
        patch.getValue().stream()
                .filter(entry -> find(target, key(entry)) == null
                        && !key(entry).equals(DIRECTIVE)
                        && !isNull(entry.getValueNode()))
                .sorted(Comparator.comparing(YamlMerge::key))
                .forEach(entry -> entries.add(new NodeTuple(entry.getKeyNode(), added(entry.getValueNode()))));
        return like(target, entries);
    }

    /** A map that is also referred to from elsewhere in the document is left alone there. */
    private Node like(MappingNode target, List<NodeTuple> entries) {
        if (!shared.contains(target)) {
            target.setValue(entries);
            return target;
        }
        return copy(new MappingNode(
                target.getTag(), true, entries, target.getFlowStyle(), target.getStartMark(), target.getEndMark()));
    }

    private static Node copy(Node node) {
        Node copy;
        if (node instanceof MappingNode map) {
            List<NodeTuple> entries = map.getValue().stream()
                    .map(entry -> new NodeTuple(copy(entry.getKeyNode()), copy(entry.getValueNode())))
                    .toList();
            copy = new MappingNode(
                    map.getTag(), true, entries, map.getFlowStyle(), map.getStartMark(), map.getEndMark());
        } else if (node instanceof SequenceNode list) {
            List<Node> elements = list.getValue().stream().map(YamlMerge::copy).toList();
            copy = new SequenceNode(
                    list.getTag(), true, elements, list.getFlowStyle(), list.getStartMark(), list.getEndMark());
        } else {
            ScalarNode scalar = (ScalarNode) node;
            copy = new ScalarNode(
                    scalar.getTag(),
                    true,
                    scalar.getValue(),
                    scalar.getScalarStyle(),
                    scalar.getStartMark(),
                    scalar.getEndMark());
        }
        copy.setBlockComments(node.getBlockComments());
        copy.setInLineComments(node.getInLineComments());
        return copy;
    }

    private Node list(SequenceNode target, SequenceNode patch, String name) throws StepFailure {
        Optional<List<String>> keys = lists.keys(name, target, patch);
        if (keys.isEmpty()) {
            patch.setBlockComments(target.getBlockComments());
            return patch;
        }
        List<Node> elements = new ArrayList<>(target.getValue());
        for (Node element : patch.getValue()) {
            int at = KubernetesLists.indexOf(elements, element, keys.get());
            Node value = at < 0 ? added(element) : merged(elements.get(at), element, name);
            if (at < 0) {
                elements.add(value);
            } else if (value == null) {
                elements.remove(at);
            } else {
                elements.set(at, value);
            }
        }
        return new SequenceNode(
                target.getTag(), true, elements, target.getFlowStyle(), target.getStartMark(), target.getEndMark());
    }

    /** What is new comes without its nulls, which would have deleted something, and without directives. */
    private static Node added(Node node) {
        if (node instanceof MappingNode map) {
            List<NodeTuple> entries = new ArrayList<>();
            for (NodeTuple entry : map.getValue()) {
                if (!isNull(entry.getValueNode()) && !key(entry).equals(DIRECTIVE)) {
                    entries.add(new NodeTuple(entry.getKeyNode(), added(entry.getValueNode())));
                }
            }
            map.setValue(entries);
        }
        return node;
    }

    private static String directive(MappingNode patch) {
        NodeTuple directive = find(patch, DIRECTIVE);
        return directive != null && directive.getValueNode() instanceof ScalarNode word ? word.getValue() : "";
    }

    static @Nullable NodeTuple find(MappingNode map, String key) {
        for (NodeTuple entry : map.getValue()) {
            if (key(entry).equals(key)) {
                return entry;
            }
        }
        return null;
    }

    /** Keys that are no single value are never found. */
    static String key(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "\0" + System.identityHashCode(entry);
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private static Set<Node> shared(Node root) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Node> shared = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Node> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (!seen.add(node)) {
                shared.add(node);
            } else if (node instanceof MappingNode map) {
                map.getValue().forEach(entry -> open.add(entry.getValueNode()));
            } else if (node instanceof SequenceNode list) {
                open.addAll(list.getValue());
            }
        }
        return shared;
    }

    private static String kind(Node node) {
        return node instanceof MappingNode ? "a map" : node instanceof SequenceNode ? "a list" : "a single value";
    }

    private static String where(Node node) {
        Mark mark = node.getStartMark().orElseThrow();
        return mark.getName() + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }
}
