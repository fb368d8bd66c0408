package io.jenkins.plugins.waybill.expression;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Taking parts out of values: members, elements, slices, and whether something is in there. */
final class Access {

    private Access() {}

    /** {@code from.key} and {@code from[key]}. */
    static @Nullable Object fetch(@Nullable Object from, @Nullable Object key) {
        if (from instanceof GoObject object && key instanceof String name) {
            if (object.has(name)) {
                return Values.normal(object.field(name));
            }
            throw new ExpressionException(object.typeName() + " has no field " + name);
        }
        if (from instanceof Map<?, ?> map) {
            return entry(map, key);
        }
        if (from != null && key instanceof Number) {
            List<?> elements = from instanceof String text ? Texts.bytes(text) : Values.list(from, "an index");
            return Values.normal(elements.get(index(key, elements.size())));
        }
        throw new ExpressionException(
                "cannot take " + (key instanceof String ? key : "an element by " + Values.typeName(key)) + " from "
                        + (from == null ? "nil; use ?. where it may be missing" : Values.typeName(from)));
    }

    /** The value at a key; what is missing is nil, or "" where the map holds texts only. */
    private static @Nullable Object entry(Map<?, ?> map, @Nullable Object key) {
        Object wanted = key(map, key);
        Object value = map.get(wanted);
        if (value == null && map instanceof StringMap) {
            return "";
        }
        return Values.normal(value);
    }

    private static @Nullable Object key(Map<?, ?> map, @Nullable Object key) {
        if (Values.isPaired(map)) {
            return PairedMap.checked(key);
        }
        if (key == null) {
            return "";
        }
        if (key instanceof String) {
            return key;
        }
        throw new ExpressionException("the key of a map must be a string, not " + Values.typeName(key));
    }

    private static int index(@Nullable Object key, int size) {
        long index = Values.toInt(key);
        long place = index < 0 ? size + index : index;
        if (place < 0 || place >= size) {
            throw new ExpressionException("index out of range: " + index + " (the length is " + size + ")");
        }
        return (int) place;
    }

    /** {@code get(from, key)}: as {@link #fetch}, but what is not there is nil. */
    static @Nullable Object get(@Nullable Object from, @Nullable Object key) {
        if (from instanceof Map<?, ?> map) {
            return Values.normal(map.get(key(map, key)));
        }
        if (from instanceof GoObject object) {
            String name = Texts.text(key, "get");
            return object.has(name) ? Values.normal(object.field(name)) : null;
        }
        List<?> elements;
        if (from instanceof List<?> list) {
            elements = list;
        } else if (from instanceof GoBytes bytes) {
            elements = bytes.numbers();
        } else if (from instanceof String text) {
            elements = Texts.bytes(text);
        } else {
            return null;
        }
        long index = Values.toInt(key);
        long place = index < 0 ? elements.size() + index : index;
        return place < 0 || place >= elements.size() ? null : Values.normal(elements.get((int) place));
    }

    /** {@code from[start:end]}; ends that lie outside are moved inside. */
    static Object slice(@Nullable Object from, @Nullable Long start, @Nullable Long end) {
        int size = length(from);
        int to = end == null ? size : bound(end, size);
        int first = start == null ? 0 : Math.min(bound(start, size), to);
        if (from instanceof String text) {
            return Texts.slice(text, first, to);
        }
        if (from instanceof GoBytes bytes) {
            return new GoBytes(bytes.numbers().subList(first, to));
        }
        return Values.list(from, "a slice").subList(first, to);
    }

    private static int length(@Nullable Object from) {
        if (from instanceof String text) {
            return Texts.byteLength(text);
        }
        return Values.list(from, "a slice").size();
    }

    private static int bound(long index, int size) {
        return (int) Math.min(size, Math.max(0, index < 0 ? size + index : index));
    }

    /** {@code needle in container}. */
    static boolean contains(Evaluation run, @Nullable Object container, @Nullable Object needle) {
        if (container == null) {
            return false;
        }
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(key(map, needle));
        }
        if (container instanceof GoObject object) {
            return object.has(Texts.text(needle, "in"));
        }
        if (container instanceof List || container instanceof GoBytes) {
            for (Object element : Values.list(container, "in")) {
                if (Comparison.equal(run, Values.normal(element), needle)) {
                    return true;
                }
            }
            return false;
        }
        throw new ExpressionException(
                "in needs an array or a map on its right side, not " + Values.typeName(container));
    }
}
