package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code [1, 2, 3]}. */
record ArrayNode(int position, List<Node> elements) implements Node {

    /** Whether some element is not just a constant. */
    boolean isComputed() {
        return elements.stream()
                .anyMatch(element -> !(element instanceof LiteralNode literal) || literal.value() == null);
    }

    @Override
    public Object evaluate(Evaluation run) {
        run.grow(elements.size());
        List<@Nullable Object> values = new ArrayList<>(elements.size());
        for (Node element : elements) {
            values.add(run.value(element));
        }
        return values;
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType last = StaticType.UNKNOWN;
        boolean same = true;
        for (int i = 0; i < elements.size(); i++) {
            StaticType current = elements.get(i).type(typing);
            same &= i == 0 || current.kind() == last.kind();
            last = current;
        }
        return same ? StaticType.arrayOf(last) : StaticType.ARRAY;
    }

    @Override
    public List<Node> children() {
        return elements;
    }
}
