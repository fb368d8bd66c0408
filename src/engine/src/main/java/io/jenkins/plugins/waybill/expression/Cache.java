package io.jenkins.plugins.waybill.expression;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Keeps what was made from texts; forgets everything when it is full, for texts in use come back at once. */
final class Cache<V> {

    private static final int ENTRIES = 2_000;
    private static final int LONGEST = 4_000;

    private final ConcurrentHashMap<String, V> made = new ConcurrentHashMap<>();

    V get(String text, Function<String, V> maker) {
        V known = made.get(text);
        if (known != null) {
            return known;
        }
        V value = maker.apply(text);
        if (text.length() <= LONGEST) {
            if (made.size() >= ENTRIES) {
                made.clear();
            }
            made.put(text, value);
        }
        return value;
    }
}
