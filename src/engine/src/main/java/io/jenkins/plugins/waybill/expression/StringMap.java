package io.jenkins.plugins.waybill.expression;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A map that holds texts only, such as the data of a Secret. A key that it does not have reads as an empty text, not
 * as nil, so that {@code ??} does not step in.
 */
public final class StringMap extends AbstractMap<String, String> {

    private final Map<String, String> entries;

    private StringMap(Map<String, String> entries) {
        this.entries = entries;
    }

    /** A copy of the entries, in their order. */
    public static StringMap of(Map<String, String> entries) {
        return new StringMap(Collections.unmodifiableMap(new LinkedHashMap<>(entries)));
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return entries.entrySet();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }
}
