package io.jenkins.plugins.waybill.step.kustomize;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.data.YamlEdit;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The {@code images} of a kustomization, changed in place: entries that are there keep their order, comments and what
 * else they hold; new ones come where their name belongs in a sorted list, or last. Every change is made to the text and
 * the text is read again, so that one change never spoils the places of the next.
 */
final class KustomizationImages {

    private final String file;
    private final String original;
    private String text;
    private String current = "";

    private KustomizationImages(String file, String text) {
        this.file = file;
        this.original = text;
        this.text = text;
    }

    /** The text with those images set. */
    static String set(String file, String text, Map<String, ImageEntry> targets) throws StepFailure {
        KustomizationImages images = new KustomizationImages(file, text);
        Map<String, ImageEntry> wanted = new TreeMap<>();
        for (ImageEntry target : targets.values()) {
            images.current = target.name();
            wanted.put(target.name(), images.set(target));
        }
        images.verify(wanted.values());
        return images.text;
    }

    private ImageEntry set(ImageEntry target) throws StepFailure {
        KustomizationText document = document();
        int index = document.indexOf(target.name());
        if (index < 0) {
            ImageEntry wanted = target.over(null);
            add(document, wanted);
            return wanted;
        }
        ImageEntry wanted = target.over(document.entry(index));
        if (wanted.newTag() == null && wanted.digest() != null) {
            rename(index, "newTag", "digest");
        } else if (wanted.digest() == null && wanted.newTag() != null) {
            rename(index, "digest", "newTag");
        }
        setField(index, "newName", wanted.newName(), List.of("name"));
        setField(index, "newTag", wanted.newTag(), List.of("newName", "name"));
        setField(index, "digest", wanted.digest(), List.of("newTag", "newName", "name"));
        return wanted;
    }

    /** A tag that makes way for a digest hands its place on the line, and the comment there, to it. */
    private void rename(int index, String from, String to) throws StepFailure {
        KustomizationText document = document();
        MappingNode entry = document.mapping(index);
        NodeTuple old = KustomizationText.find(entry, from);
        if (old != null && KustomizationText.find(entry, to) == null) {
            replace(document.start(old.getKeyNode()), document.end(old.getKeyNode()), to);
        }
    }

    private void setField(int index, String field, @Nullable String value, List<String> anchors) throws StepFailure {
        KustomizationText document = document();
        MappingNode entry = document.mapping(index);
        NodeTuple present = KustomizationText.find(entry, field);
        if (present == null && value != null) {
            NodeTuple anchor = anchors.stream()
                    .map(name -> KustomizationText.find(entry, name))
                    .filter(tuple -> tuple != null)
                    .findFirst()
                    .orElseThrow();
            insert(document, entry, anchor, field, value);
        } else if (present != null && value == null) {
            remove(document, entry, present);
        } else if (value != null) {
            YamlEdit edit = YamlEdit.of(file, text);
            edit.set("images." + index + "." + field, JsonNodeFactory.instance.textNode(value));
            text = edit.apply();
        }
    }

    private void insert(KustomizationText document, MappingNode entry, NodeTuple anchor, String field, String value) {
        int end = document.end(anchor.getValueNode());
        if (KustomizationText.isFlow(entry)) {
            replace(end, end, ", " + field + ": " + YamlEdit.scalar(value, true));
            return;
        }
        int column = KustomizationText.column(entry.getValue().get(0).getKeyNode());
        addLines(lineEnd(end), " ".repeat(column) + field + ": " + YamlEdit.scalar(value, false));
    }

    private void remove(KustomizationText document, MappingNode entry, NodeTuple present) {
        List<NodeTuple> tuples = entry.getValue();
        int position = tuples.indexOf(present);
        int from = document.start(present.getKeyNode());
        int to = document.end(present.getValueNode());
        if (position == 0) {
            int next = document.start(tuples.get(1).getKeyNode());
            boolean commented = text.substring(to, next).lines().skip(1).anyMatch(line -> line.contains("#"));
            replace(from, commented ? lineEnd(to) : next, "");
        } else if (KustomizationText.isFlow(entry)) {
            replace(document.end(tuples.get(position - 1).getValueNode()), to, "");
        } else {
            int line = text.lastIndexOf('\n', from) + 1;
            int next = lineEnd(to);
            replace(line, next < text.length() ? text.indexOf('\n', next) + 1 : next, "");
        }
    }

    private void add(KustomizationText document, ImageEntry entry) throws StepFailure {
        SequenceNode list = document.images();
        if (list == null) {
            String separator = text.isEmpty() || text.endsWith("\n") ? "" : newline();
            text = text + separator + "images:" + newline() + block(entry, "") + newline();
        } else if (list.getValue().isEmpty()) {
            int from = document.start(list);
            int to = document.end(list);
            int lineEnd = lineEnd(to);
            String rest = text.substring(to, lineEnd).strip();
            int begin = document.end(document.key()) + 1;
            replace(text.substring(begin, from).isBlank() ? begin : from, lineEnd, rest.isEmpty() ? "" : " " + rest);
            addLines(lineEnd(begin), block(entry, ""));
        } else if (KustomizationText.isFlow(list)) {
            int place = document.placeFor(entry.name());
            List<Node> items = list.getValue();
            int at = place == 0 ? document.start(items.get(0)) : document.end(items.get(place - 1));
            replace(at, at, place == 0 ? flow(entry) + ", " : ", " + flow(entry));
        } else {
            int place = document.placeFor(entry.name());
            String indent = " ".repeat(KustomizationText.column(list));
            int above = place == 0
                    ? document.end(document.key())
                    : document.end(KustomizationText.last(list.getValue().get(place - 1)));
            addLines(lineEnd(above), block(entry, indent));
        }
    }

    private static String flow(ImageEntry entry) {
        StringBuilder pairs = new StringBuilder();
        entry.fields().forEach((field, value) -> pairs.append(pairs.length() == 0 ? "" : ", ")
                .append(field)
                .append(": ")
                .append(YamlEdit.scalar(value, true)));
        return "{" + pairs + "}";
    }

    private String block(ImageEntry entry, String indent) {
        StringBuilder lines = new StringBuilder();
        entry.fields()
                .forEach((field, value) -> lines.append(lines.length() == 0 ? indent + "- " : newline() + indent + "  ")
                        .append(field)
                        .append(": ")
                        .append(YamlEdit.scalar(value, false)));
        return lines.toString();
    }

    /** Behind the end of a line, before its line break. */
    private void addLines(int lineEnd, String lines) {
        replace(lineEnd, lineEnd, newline() + lines);
    }

    private String newline() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            return text.length();
        }
        return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private void replace(int from, int to, String replacement) {
        text = text.substring(0, from) + replacement + text.substring(to);
    }

    private KustomizationText document() throws StepFailure {
        try {
            return KustomizationText.read(file, text);
        } catch (StepFailure e) {
            throw text.equals(original) ? e : notInPlace(current);
        }
    }

    /** YAML can be written in more ways than anyone foresees; a file is never written that does not say what it should. */
    private void verify(Collection<ImageEntry> wanted) throws StepFailure {
        KustomizationText document = document();
        for (ImageEntry entry : wanted) {
            int index = document.indexOf(entry.name());
            if (index < 0 || !document.entry(index).equals(entry)) {
                throw notInPlace(entry.name());
            }
        }
    }

    private StepFailure notInPlace(String image) {
        return StepFailure.retryable(file + ": the image '" + image + "' cannot be set in the way that the file is"
                + " written; write its images as a list of entries with a line for each field.");
    }
}
