package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** {@code {name: "Jan", "age": 30, (key): 1}}. */
record MapNode(int position, List<Entry> entries) implements Node {

    record Entry(Node key, Node value) {}

    @Override
    public Object evaluate(Evaluation run) {
        run.grow(entries.size());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Object key = run.value(entry.key);
            Object value = run.value(entry.value);
            if (!(key instanceof String name)) {
                throw new ExpressionException("the key of a map must be a string, not " + Values.typeName(key));
            }
            // Of two entries with one key the first stays.
            values.putIfAbsent(name, value);
        }
        return values;
    }

    @Override
    public StaticType type(Typing typing) {
        for (Entry entry : entries) {
            entry.key.type(typing);
            entry.value.type(typing);
        }
        return StaticType.MAP;
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>();
        for (Entry entry : entries) {
            children.add(entry.key);
            children.add(entry.value);
        }
        return children;
    }
}
