package io.jenkins.plugins.waybill.step.kustomize;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

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

/** The {@code images} of a kustomization: only that list is written anew, sorted by name; the rest stays as it is. */
final class KustomizationImages {

    private KustomizationImages() {}

    static String set(String file, String text, Map<String, ImageEntry> targets) throws StepFailure {
        MappingNode root = root(file, text);
        @Nullable NodeTuple images = find(root, "images");
        Map<String, ImageEntry> entries = new TreeMap<>();
        if (images != null && images.getValueNode() instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (item instanceof MappingNode entry) {
                    ImageEntry existing = entry(entry);
                    entries.put(existing.name(), existing);
                }
            }
        }
        targets.forEach((name, target) -> entries.put(name, target.over(entries.get(name))));
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        String block = block(entries, newline);
        if (images == null) {
            String separator = text.isEmpty() || text.endsWith("\n") ? "" : newline;
            return text + separator + block;
        }
        int from = offset(text, images.getKeyNode().getStartMark().orElseThrow());
        int to = offset(text, end(images.getValueNode()));
        String body = block.substring(0, block.length() - newline.length());
        return text.substring(0, from) + body + (to == text.length() ? newline : "") + text.substring(to);
    }

    /** The end of what is written; a block's own end lies behind the comments that follow it. */
    private static Mark end(Node node) {
        if (node instanceof SequenceNode list
                && list.getFlowStyle() == FlowStyle.BLOCK
                && !list.getValue().isEmpty()) {
            return end(list.getValue().get(list.getValue().size() - 1));
        }
        if (node instanceof MappingNode map
                && map.getFlowStyle() == FlowStyle.BLOCK
                && !map.getValue().isEmpty()) {
            return end(map.getValue().get(map.getValue().size() - 1).getValueNode());
        }
        return node.getEndMark().orElseThrow();
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

    private static @Nullable NodeTuple find(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return tuple;
            }
        }
        return null;
    }

    private static ImageEntry entry(MappingNode mapping) {
        return new ImageEntry(
                String.valueOf(text(mapping, "name")),
                text(mapping, "newName"),
                text(mapping, "newTag"),
                text(mapping, "digest"));
    }

    private static @Nullable String text(MappingNode mapping, String key) {
        NodeTuple tuple = find(mapping, key);
        return tuple != null && tuple.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private static String block(Map<String, ImageEntry> entries, String newline) {
        StringBuilder block = new StringBuilder("images:").append(newline);
        for (ImageEntry entry : entries.values()) {
            line(block, "- name", entry.name(), newline);
            line(block, "  newName", entry.newName(), newline);
            line(block, "  newTag", entry.newTag(), newline);
            line(block, "  digest", entry.digest(), newline);
        }
        return block.toString();
    }

    private static void line(StringBuilder block, String key, @Nullable String value, String newline) {
        if (value != null) {
            // Quoted where another reader might take it for a number, a time or a boolean.
            boolean plain = value.matches(
                                    "[A-Za-z][A-Za-z0-9._/-]*(?::[A-Za-z0-9._-]+)?(?:/[A-Za-z0-9._/-]+)?|sha256:[0-9a-f]+")
                            && !value.matches("(?i)true|false|yes|no|on|off|null|[ytnf]|inf|nan")
                    || value.matches("\\d+\\.\\d+\\.\\d+[A-Za-z0-9.+-]*");
            block.append(key)
                    .append(": ")
                    .append(plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                    .append(newline);
        }
    }

    private static int offset(String text, Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
