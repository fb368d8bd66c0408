package io.jenkins.plugins.waybill.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** {@code x in ["a", "b"]}: a choice of words; only a string can be one of them. */
record WordNode(int position, Node left, Node list, Set<String> words) implements Node {

    @Override
    public Object evaluate(Evaluation run) {
        Object value = run.value(left);
        if (value == null) {
            return words.contains("");
        }
        return words.contains(Texts.text(value, "in, before a list of strings,"));
    }

    @Override
    public StaticType type(Typing typing) {
        return new BinaryNode(position, BinaryOperator.IN, left, list).type(typing);
    }

    @Override
    public List<Node> children() {
        return List.of(left, list);
    }

    /** The words of a list that holds nothing else. */
    static @Nullable Set<String> words(Node list) {
        if (!(list instanceof ArrayNode array) || array.elements().isEmpty()) {
            return null;
        }
        Set<String> words = new HashSet<>();
        for (Node element : array.elements()) {
            if (!(element instanceof LiteralNode literal) || !(literal.value() instanceof String word)) {
                return null;
            }
            words.add(word);
        }
        return words;
    }
}
