package io.jenkins.plugins.waybill.expression;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The functions that go through a list with a predicate. */
enum Predicate {
    ALL("all"),
    NONE("none"),
    ANY("any"),
    ONE("one"),
    FILTER("filter"),
    MAP("map"),
    COUNT("count"),
    SUM("sum"),
    FIND("find"),
    FIND_INDEX("findIndex"),
    FIND_LAST("findLast"),
    FIND_LAST_INDEX("findLastIndex"),
    GROUP_BY("groupBy"),
    SORT_BY("sortBy"),
    REDUCE("reduce");

    private static final Map<String, Predicate> BY_NAME = byName();

    private final String word;

    Predicate(String word) {
        this.word = word;
    }

    private static Map<String, Predicate> byName() {
        Map<String, Predicate> names = new HashMap<>();
        for (Predicate predicate : values()) {
            names.put(predicate.word, predicate);
        }
        return names;
    }

    static @Nullable Predicate named(String name) {
        return BY_NAME.get(name);
    }

    String word() {
        return word;
    }

    /** Whether the predicate may be left out. */
    boolean isOptional() {
        return this == COUNT || this == SUM;
    }

    /** Whether an argument may follow the predicate. */
    boolean hasMore() {
        return this == SORT_BY || this == REDUCE;
    }

    /** Whether #index is known in the predicate. */
    boolean knowsIndex() {
        return this == MAP || this == REDUCE;
    }

    /** Whether the predicate decides, so that it must be a bool. */
    boolean decides() {
        return switch (this) {
            case ALL, NONE, ANY, ONE, FILTER, COUNT, FIND, FIND_INDEX, FIND_LAST, FIND_LAST_INDEX -> true;
            default -> false;
        };
    }
}
