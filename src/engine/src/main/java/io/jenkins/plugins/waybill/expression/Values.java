package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What values are: their names for people, and the few conversions that operators share. */
final class Values {

    private Values() {}

    /** What a value is called in messages. */
    static String typeName(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Long) {
            return "int";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof List || value instanceof GoBytes) {
            return "array";
        }
        if (value instanceof Map) {
            return "map";
        }
        if (value instanceof GoObject object) {
            return object.typeName();
        }
        return value instanceof Scope.Function ? "func" : value.getClass().getSimpleName();
    }

    static boolean truth(@Nullable Object value, String role) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new ExpressionException(role + " must be a bool, not " + typeName(value));
    }

    /** A number without its fraction. */
    static long toInt(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Double number) {
            return truncated(number);
        }
        throw new ExpressionException("expected a number, not " + typeName(value));
    }

    /** As the processors do on which Go mostly runs: what does not fit becomes the smallest number. */
    static long truncated(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    static List<?> list(@Nullable Object value, String role) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof GoBytes bytes) {
            return bytes.numbers();
        }
        throw new ExpressionException(role + " needs an array, not " + typeName(value));
    }

    /** What a predicate goes through: a list, or the bytes of a text. */
    static List<?> iterable(@Nullable Object value, String role) {
        if (value instanceof String text) {
            return Texts.bytes(text);
        }
        if (value instanceof Map<?, ?> map && map.isEmpty()) {
            return List.of();
        }
        return list(value, role);
    }

    /** Whether a map may have keys of any type, as fromPairs and groupBy make them. */
    static boolean isPaired(Map<?, ?> map) {
        return map instanceof PairedMap;
    }

    /** Maps of different kinds are never equal. */
    static String mapKind(Map<?, ?> map) {
        return isPaired(map) ? "paired" : map instanceof StringMap ? "texts" : "any";
    }

    /** A value from outside as expressions know it: whole numbers as Long, others as Double, trees as maps and lists. */
    static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof JsonNode tree) {
            return GoJson.fromTree(tree);
        }
        if (value instanceof Object[] array) {
            List<@Nullable Object> list = new ArrayList<>(array.length);
            for (Object element : array) {
                list.add(normal(element));
            }
            return list;
        }
        return value;
    }
}
