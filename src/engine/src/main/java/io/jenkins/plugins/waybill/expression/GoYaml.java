package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Writes values as YAML in the way of Go's yaml.v3: four blanks of indent, keys in natural order, few quotes. */
final class GoYaml {

    private static final int INDENT = 4;

    private final StringBuilder out = new StringBuilder();

    private GoYaml() {}

    static String text(@Nullable Object value) {
        GoYaml yaml = new GoYaml();
        yaml.node(value, -1, false);
        return yaml.out.toString();
    }

    /** A value behind what is on the line so far; containers that are not empty begin lines of their own. */
    private void node(@Nullable Object value, int indent, boolean inSequence) {
        Object plain = opened(value);
        int inner = indent < 0 ? 0 : inSequence ? indent + 2 : INDENT * ((indent + INDENT) / INDENT);
        if (plain instanceof Map<?, ?> map && !map.isEmpty()) {
            mapping(map, inner, inSequence);
        } else if (plain instanceof List<?> list && !list.isEmpty()) {
            sequence(list, inner, inSequence);
        } else {
            if (indent >= 0) {
                out.append(' ');
            }
            scalar(plain, Math.max(indent, 0), inner);
            out.append('\n');
        }
    }

    private void mapping(Map<?, ?> map, int indent, boolean inSequence) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        entries.sort(Comparator.comparing(entry -> String.valueOf(entry.getKey()), YamlScalar::compareKeys));
        boolean first = true;
        for (Map.Entry<?, ?> entry : entries) {
            begin(indent, first, inSequence);
            first = false;
            Object key = entry.getKey();
            out.append(key instanceof String name ? YamlScalar.key(name) : GoText.of(key))
                    .append(':');
            node(entry.getValue(), indent, false);
        }
    }

    private void sequence(List<?> list, int indent, boolean inSequence) {
        boolean first = true;
        for (Object element : list) {
            begin(indent, first, inSequence);
            first = false;
            out.append('-');
            node(element, indent, true);
        }
    }

    private void begin(int indent, boolean first, boolean inSequence) {
        if (first && inSequence) {
            out.append(' ');
            return;
        }
        if (first && !out.isEmpty()) {
            out.append('\n');
        }
        out.append(" ".repeat(indent));
    }

    private void scalar(@Nullable Object value, int indent, int inner) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            out.append(text.contains("\n") ? YamlScalar.block(text, inner) : YamlScalar.line(text));
        } else if (value instanceof Double number) {
            out.append(
                    Double.isFinite(number)
                            ? GoNumbers.text(number)
                            : Double.isNaN(number) ? ".nan" : number > 0 ? ".inf" : "-.inf");
        } else if (value instanceof Map) {
            out.append("{}");
        } else if (value instanceof List) {
            out.append("[]");
        } else if (value instanceof Scope.Function) {
            throw new ExpressionException("a function has no YAML form");
        } else {
            out.append(value);
        }
    }

    /** Structs as maps by their field names in small letters, bytes as numbers, times as text. */
    private static @Nullable Object opened(@Nullable Object value) {
        if (value instanceof GoStruct struct) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            struct.fields().forEach((name, field) -> fields.put(GoText.lower(name), field));
            return fields;
        }
        if (value instanceof GoDuration || value instanceof GoConstant) {
            return value instanceof GoConstant constant ? constant.number() : (Object) value.toString();
        }
        if (value instanceof GoBytes bytes) {
            return bytes.numbers();
        }
        if (value instanceof JsonNode tree) {
            return GoJson.fromTree(tree);
        }
        if (value instanceof GoTime time) {
            return new Plain(time.toJson().textValue());
        }
        return value instanceof GoObject object ? GoJson.fromTree(object.toJson()) : value;
    }

    /** Text that is written as it stands. */
    private record Plain(String text) {

        @Override
        public String toString() {
            return text;
        }
    }
}
