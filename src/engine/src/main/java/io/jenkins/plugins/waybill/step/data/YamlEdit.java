package io.jenkins.plugins.waybill.step.data;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes of scalars in a YAML text, made in place: whatever is not the value itself (comments, quotes, line ends,
 * order, flow style) stays as it is. Only the first document is addressed.
 */
public final class YamlEdit {

    private final String file;
    private final String text;
    private final Node root;
    private final YamlAliases aliases;

    /** By where the values began, anchors and tags included; the last one first, so that places before it stay. */
    private final Map<Integer, Change> changes = new TreeMap<>(Comparator.reverseOrder());

    private record Change(int from, int to, String replacement) {}

    private record Place(ScalarNode scalar, boolean inFlow) {}

    private YamlEdit(String file, String text, Node root) {
        this.file = file;
        this.text = text;
        this.root = root;
        this.aliases = YamlAliases.in(root);
    }

    /**
     * The text of a file, to be changed.
     *
     * @param file its path, for messages
     * @throws StepFailure when it is empty or no YAML
     */
    public static YamlEdit of(String file, String text) throws StepFailure {
        try {
            Iterator<Node> documents = new Compose(LoadSettings.builder()
                            .setUseMarks(true)
                            .setLabel(file)
                            // At the edge of its buffer the reader breaks surrogate pairs; so one buffer holds all.
                            .setBufferSize(text.length() + 1)
                            .build())
                    .composeAllFromString(text)
                    .iterator();
            if (!documents.hasNext()) {
                throw StepFailure.retryable(file + " is empty; there is no value to change.");
            }
            return new YamlEdit(file, text, documents.next());
        } catch (YamlEngineException e) {
            throw StepFailure.retryable(file + " is no YAML: " + e.getMessage());
        }
    }

    /**
     * Sets the scalar at a key; the last of several settings of one key wins.
     *
     * @throws StepFailure when the key is not there or addresses no scalar, with file and line
     */
    public void set(String key, JsonNode value) throws StepFailure {
        if (value.isContainerNode()) {
            throw StepFailure.retryable("The value for '" + key + "' is a " + (value.isArray() ? "list" : "map")
                    + "; yaml-update sets strings, numbers, booleans and null only.");
        }
        Place place = find(key);
        ScalarNode scalar = place.scalar();
        int begin = offset(scalar.getStartMark());
        int from = begin;
        int to = offset(scalar.getEndMark());
        Properties properties = properties(from, to, value);
        String replacement = YamlScalarText.of(value, scalar.getScalarStyle(), place.inFlow());
        if (properties.differs()) {
            replacement = properties.kept() + replacement;
        } else {
            from = properties.end();
        }
        if (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED) {
            while (to > from
                    && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r' || text.charAt(to - 1) == ' ')) {
                to--;
            }
        }
        boolean glued =
                from > 0 && !Character.isWhitespace(text.charAt(from - 1)) && "[{,".indexOf(text.charAt(from - 1)) < 0;
        changes.put(begin, new Change(from, to, from == to && glued ? " " + replacement : replacement));
    }

    /** How a string is written, plain where every reader takes it for that string, quoted elsewhere. */
    public static String scalar(String value, boolean inFlow) {
        return YamlScalarText.of(JsonNodeFactory.instance.textNode(value), ScalarStyle.PLAIN, inFlow);
    }

    /** The text with all changes. */
    public String apply() {
        StringBuilder result = new StringBuilder(text);
        for (Change change : changes.values()) {
            result.replace(change.from(), change.to(), change.replacement());
        }
        return result.toString();
    }

    private Place find(String key) throws StepFailure {
        Node node = root;
        boolean inFlow = false;
        StringBuilder walked = new StringBuilder();
        for (KeyPath.Part part : KeyPath.parse(key).parts()) {
            walked.append(walked.length() == 0 ? "" : ".").append(part.text());
            inFlow |= isFlow(node);
            node = child(node, part.text(), key, walked.toString());
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw StepFailure.retryable(where(node) + ": '" + key + "' is a "
                    + (node instanceof SequenceNode ? "list" : "map")
                    + ", not a single value. Address a value inside it.");
        }
        return new Place(scalar, inFlow);
    }

    private Node child(Node node, String part, String key, String walked) throws StepFailure {
        if (node instanceof MappingNode mapping) {
            for (int i = 0; i < mapping.getValue().size(); i++) {
                NodeTuple tuple = mapping.getValue().get(i);
                if (tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(part)) {
                    refuseAlias(node, i, tuple.getValueNode(), name, walked);
                    refuseValueWithoutColon(tuple.getValueNode(), name, walked);
                    return tuple.getValueNode();
                }
            }
            throw StepFailure.retryable(where(node) + ": there is no key '" + walked + "', wanted for '" + key
                    + "'. yaml-update changes values that exist; add the key to the file first.");
        }
        if (node instanceof SequenceNode sequence) {
            Integer index = index(part);
            if (index == null || index >= sequence.getValue().size()) {
                throw StepFailure.retryable(where(node) + ": '" + walked + "' is no element of a list of "
                        + sequence.getValue().size() + "; give an index from 0.");
            }
            Node element = sequence.getValue().get(index);
            refuseAlias(node, index, element, node, walked);
            return element;
        }
        throw StepFailure.retryable(
                where(node) + ": '" + walked + "' is not there, because what is above it is a single" + " value.");
    }

    private void refuseAlias(Node parent, int position, Node child, Node shown, String walked) throws StepFailure {
        if (aliases.isAlias(parent, position, child)) {
            throw StepFailure.retryable(where(shown) + ": '" + walked + "' is an alias of a value at line "
                    + line(child) + "; set the value there instead.");
        }
    }

    /** A key may stand alone, as in {@code {a, b: 1}} or after a question mark. */
    private void refuseValueWithoutColon(Node value, Node name, String walked) throws StepFailure {
        int at = offset(value.getStartMark());
        if (at != offset(value.getEndMark())) {
            return;
        }
        String between = text.substring(offset(name.getEndMark()), at);
        if (between.indexOf(':') < 0) {
            throw StepFailure.retryable(where(name) + ": '" + walked + "' has no value and no ':' to put one after;"
                    + " write it as '" + walked + ": null' first.");
        }
    }

    private static @Nullable Integer index(String part) {
        return part.matches("\\d{1,9}") ? Integer.valueOf(part) : null;
    }

    private static boolean isFlow(Node node) {
        return node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.FLOW
                || node instanceof SequenceNode sequence && sequence.getFlowStyle() == FlowStyle.FLOW;
    }

    /**
     * What stands before a value and is no part of it.
     *
     * @param end where the value itself begins
     * @param kept anchor and tags, without tags that would make something else of the new value
     * @param differs whether a tag was left out
     */
    private record Properties(int end, String kept, boolean differs) {}

    private Properties properties(int from, int to, JsonNode value) {
        StringBuilder kept = new StringBuilder();
        boolean differs = false;
        int at = from;
        while (at < to && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            int begin = at;
            while (at < to && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            String property = text.substring(begin, at);
            while (at < to && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (fits(property, value)) {
                kept.append(property).append(' ');
            } else {
                differs = true;
            }
        }
        return new Properties(at, kept.toString(), differs);
    }

    /** YAML's own tags say what a value is; an application's tags and anchors say nothing about it. */
    private static boolean fits(String property, JsonNode value) {
        boolean standard =
                property.equals("!") || property.startsWith("!!") || property.startsWith("!<tag:yaml.org,2002:");
        return !standard || value.isTextual() && !property.matches("!!(?!str$).*|!<(?!tag:yaml.org,2002:str>).*");
    }

    /** Marks count code points. */
    private int offset(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }

    private static int line(Node node) {
        return node.getStartMark().orElseThrow().getLine() + 1;
    }

    private String where(Node node) {
        Mark mark = node.getStartMark().orElseThrow();
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }
}
