package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A map whose keys may be of any type that can be compared. It has no JSON form, for JSON knows only texts as keys. */
final class PairedMap extends LinkedHashMap<@Nullable Object, @Nullable Object> {

    private static final long serialVersionUID = 1;

    void add(@Nullable Object key, @Nullable Object value) {
        put(checked(key), value);
    }

    /** The list at a key, begun if there is none. */
    @SuppressWarnings("unchecked") // only groupBy makes such maps, and only of lists
    List<@Nullable Object> group(@Nullable Object key) {
        return (List<@Nullable Object>) computeIfAbsent(key, begun -> new ArrayList<@Nullable Object>());
    }

    /** Lists and maps cannot be keys. */
    static @Nullable Object checked(@Nullable Object key) {
        if (key instanceof List || key instanceof Map || key instanceof GoBytes) {
            throw new ExpressionException("a key of a map cannot be of type " + Values.typeName(key));
        }
        return key;
    }
}
