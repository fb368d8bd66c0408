package io.jenkins.plugins.waybill.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items in the list's order
 * @param nextCursor where the next part begins; null at the end
 */
record Page<T>(List<T> items, @Nullable String nextCursor) {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

    /** Takes a part of what is left of a list, and names the last item taken as the cursor. */
    static <S, T> Page<T> of(Stream<S> rest, int limit, Function<S, String> key, Function<S, T> view) {
        List<T> items = new ArrayList<>();
        String last = null;
        Iterator<S> iterator = rest.limit(limit + 1L).iterator();
        while (iterator.hasNext()) {
            S item = iterator.next();
            if (items.size() == limit) {
                return new Page<>(items, last);
            }
            items.add(view.apply(item));
            last = cursor(key.apply(item));
        }
        return new Page<>(items, null);
    }

    static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String key(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("The cursor is not one that this API gave out; begin without a cursor.");
        }
    }
}
