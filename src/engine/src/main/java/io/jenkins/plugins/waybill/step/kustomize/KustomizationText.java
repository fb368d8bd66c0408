package io.jenkins.plugins.waybill.step.kustomize;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where the images stand in the text of a kustomization. */
final class KustomizationText {

    private final String text;
    private final @Nullable NodeTuple images;
    private final @Nullable SequenceNode list;

    private KustomizationText(String text, @Nullable NodeTuple images, @Nullable SequenceNode list) {
        this.text = text;
        this.images = images;
        this.list = list;
    }

    static KustomizationText read(String file, String text) throws StepFailure {
        MappingNode root = root(file, text);
        NodeTuple images = find(root, "images");
        if (images == null) {
            if (isFlow(root)) {
                throw StepFailure.retryable(file
                        + " is written in braces and has no images; write 'images: []' into it, or its keys on lines.");
            }
            return new KustomizationText(text, null, null);
        }
        Node value = images.getValueNode();
        if (value instanceof SequenceNode list) {
            return new KustomizationText(text, images, list);
        }
        if (value instanceof ScalarNode scalar && scalar.getValue().matches("|~|null")) {
            SequenceNode none = new SequenceNode(
                    value.getTag(), true, List.of(), FlowStyle.FLOW, value.getStartMark(), value.getEndMark());
            return new KustomizationText(text, images, none);
        }
        throw StepFailure.retryable(
                file + ":" + (value.getStartMark().orElseThrow().getLine() + 1)
                        + ": images is no list; kustomize wants one with a name in each entry.");
    }

    private static MappingNode root(String file, String text) throws StepFailure {
        try {
            Iterator<Node> documents = new Compose(LoadSettings.builder()
                            .setUseMarks(true)
                            .setLabel(file)
                            .build())
                    .composeAllFromString(text)
                    .iterator();
            if (documents.hasNext() && documents.next() instanceof MappingNode mapping) {
                return mapping;
            }
        } catch (YamlEngineException e) {
            throw StepFailure.retryable(file + " is no YAML: " + e.getMessage());
        }
        throw StepFailure.retryable(file + " holds no map; a kustomization is one.");
    }

    /** The list; null when there is none yet. */
    @Nullable
    SequenceNode images() {
        return list;
    }

    /** The word {@code images}. */
    Node key() {
        if (images == null) {
            throw new IllegalStateException("There are no images");
        }
        return images.getKeyNode();
    }

    /** Of the last entry of that name, which is the one that kustomize lets win; -1 when there is none. */
    int indexOf(String name) {
        return names().lastIndexOf(name);
    }

    /** Where an entry of that name belongs: in a sorted list between the others, else behind them. */
    int placeFor(String name) {
        List<String> names = names();
        if (!names.stream().sorted().toList().equals(names)) {
            return names.size();
        }
        return (int) names.stream().filter(other -> other.compareTo(name) < 0).count();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        if (list != null) {
            for (Node item : list.getValue()) {
                String name = item instanceof MappingNode entry ? value(entry, "name") : null;
                names.add(name == null ? "" : name);
            }
        }
        return names;
    }

    MappingNode mapping(int index) {
        if (list == null) {
            throw new IllegalStateException("There are no images");
        }
        return (MappingNode) list.getValue().get(index);
    }

    ImageEntry entry(int index) {
        MappingNode entry = mapping(index);
        return new ImageEntry(
                String.valueOf(value(entry, "name")),
                value(entry, "newName"),
                value(entry, "newTag"),
                value(entry, "digest"));
    }

    private static @Nullable String value(MappingNode mapping, String key) {
        NodeTuple tuple = find(mapping, key);
        return tuple != null && tuple.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    static @Nullable NodeTuple find(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return tuple;
            }
        }
        return null;
    }

    static boolean isFlow(Node node) {
        return node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.FLOW
                || node instanceof SequenceNode sequence && sequence.getFlowStyle() == FlowStyle.FLOW;
    }

    /** The last thing written of a node; a block's own end lies behind the comments that follow it. */
    static Node last(Node node) {
        if (node instanceof SequenceNode sequence
                && !isFlow(sequence)
                && !sequence.getValue().isEmpty()) {
            return last(sequence.getValue().get(sequence.getValue().size() - 1));
        }
        if (node instanceof MappingNode mapping
                && !isFlow(mapping)
                && !mapping.getValue().isEmpty()) {
            return last(mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
        }
        return node;
    }

    static int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }

    int start(Node node) {
        return offset(node.getStartMark().orElseThrow());
    }

    int end(Node node) {
        return offset(last(node).getEndMark().orElseThrow());
    }

    /** Marks count code points. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
