package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

import static io.jenkins.plugins.waybill.expression.StaticType.ARRAY;
import static io.jenkins.plugins.waybill.expression.StaticType.INT;
import static io.jenkins.plugins.waybill.expression.StaticType.PAIRED_MAP;
import static io.jenkins.plugins.waybill.expression.StaticType.STRING;
import static io.jenkins.plugins.waybill.expression.StaticType.UNKNOWN;

/** len, first, keys, concat, sort and their like: what works on lists and maps without a predicate. */
final class CollectionBuiltins {

    private static final Kind[] LISTS = {Kind.ARRAY, Kind.BYTES};
    private static final Kind[] MAPS = {Kind.MAP, Kind.PAIRED_MAP};

    private CollectionBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                one(
                        "len",
                        INT,
                        CollectionBuiltins::length,
                        Kind.ARRAY,
                        Kind.BYTES,
                        Kind.MAP,
                        Kind.PAIRED_MAP,
                        Kind.STRING),
                new Builtin("get", 2, 2, types -> got(types.get(0), types.get(1)), (run, a) -> Access.get(a[0], a[1])),
                new Builtin("first", 1, 1, CollectionBuiltins::element, (run, a) -> end(a[0], 0)),
                new Builtin("last", 1, 1, CollectionBuiltins::element, (run, a) -> end(a[0], -1)),
                new Builtin(
                        "take",
                        2,
                        2,
                        types -> isList(types.get(0)) && Builtin.isOneOf(types.get(1), Kind.INT) ? types.get(0) : null,
                        CollectionBuiltins::take),
                one(
                        "keys",
                        ARRAY,
                        (run, value) -> new ArrayList<>(map("keys", value).keySet()),
                        MAPS),
                one(
                        "values",
                        ARRAY,
                        (run, value) -> new ArrayList<>(map("values", value).values()),
                        MAPS),
                one("toPairs", ARRAY, CollectionBuiltins::toPairs, MAPS),
                one("fromPairs", PAIRED_MAP, CollectionBuiltins::fromPairs, LISTS),
                one("reverse", ARRAY, CollectionBuiltins::reverse, LISTS),
                one("uniq", ARRAY, CollectionBuiltins::uniq, LISTS),
                one(
                        "flatten",
                        ARRAY,
                        (run, value) ->
                                flatten(run, Values.list(Extent.checked(run, value), "flatten"), new ArrayList<>()),
                        LISTS),
                new Builtin(
                        "concat",
                        1,
                        Builtin.ANY,
                        types -> types.stream().allMatch(CollectionBuiltins::isList) ? ARRAY : null,
                        CollectionBuiltins::concat),
                Builtin.of("sort", ARRAY, 1, CollectionBuiltins::sort, ARRAY, STRING));
    }

    private static boolean isList(StaticType type) {
        return Builtin.isOneOf(type, LISTS);
    }

    private static Builtin one(String name, StaticType result, Single action, Kind... kinds) {
        return new Builtin(
                name,
                1,
                1,
                types -> Builtin.isOneOf(types.get(0), kinds) ? result : null,
                (run, a) -> action.call(run, a[0]));
    }

    private static @Nullable StaticType element(List<StaticType> types) {
        return isList(types.get(0)) ? types.get(0).elementType() : null;
    }

    private static @Nullable StaticType got(StaticType from, StaticType key) {
        return switch (from.kind()) {
            case UNKNOWN, PAIRED_MAP -> from.elementType();
            case ARRAY, BYTES -> Builtin.isOneOf(key, Kind.INT) ? from.elementType() : null;
            case MAP -> Builtin.isOneOf(key, Kind.STRING) ? UNKNOWN : null;
            default -> null;
        };
    }

    private static Object length(Evaluation run, @Nullable Object value) {
        if (value instanceof String text) {
            return (long) text.codePointCount(0, text.length());
        }
        if (value instanceof Map<?, ?> map) {
            return (long) map.size();
        }
        return (long) Values.list(value, "len").size();
    }

    /** The first or last element; nil where there is none, whatever the value is. */
    private static @Nullable Object end(@Nullable Object value, long index) {
        try {
            return Access.fetch(value, index);
        } catch (ExpressionException nothingThere) {
            return null;
        }
    }

    private static Object take(Evaluation run, @Nullable Object[] arguments) {
        List<?> list = Values.list(arguments[0], "take");
        if (!(arguments[1] instanceof Long count)) {
            throw new ExpressionException("take needs an int, not " + Values.typeName(arguments[1]));
        }
        if (count < 0) {
            throw new ExpressionException("take cannot go below zero: " + count);
        }
        return list.subList(0, (int) Math.min(count, list.size()));
    }

    private static Map<?, ?> map(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new ExpressionException(name + " needs a map, not " + Values.typeName(value));
    }

    private static Object toPairs(Evaluation run, @Nullable Object value) {
        List<List<?>> pairs = new ArrayList<>();
        map("toPairs", value).forEach((key, entry) -> pairs.add(Arrays.asList(key, entry)));
        return pairs;
    }

    private static Object fromPairs(Evaluation run, @Nullable Object value) {
        PairedMap map = new PairedMap();
        for (Object pair : Values.list(value, "fromPairs")) {
            List<?> entry = Values.list(pair, "fromPairs");
            if (entry.size() != 2) {
                throw new ExpressionException("a pair has 2 elements, not " + entry.size());
            }
            map.add(entry.get(0), entry.get(1));
        }
        return map;
    }

    private static Object reverse(Evaluation run, @Nullable Object value) {
        List<?> list = Values.list(value, "reverse");
        run.grow(list.size());
        return Comparison.reversed(list);
    }

    private static Object uniq(Evaluation run, @Nullable Object value) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object element : Values.list(value, "uniq")) {
            boolean known = false;
            for (Object other : kept) {
                run.step();
                known |= Comparison.equal(run, element, other);
            }
            if (!known) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static List<@Nullable Object> flatten(Evaluation run, List<?> list, List<@Nullable Object> flat) {
        for (Object element : list) {
            if (element instanceof List || element instanceof GoBytes) {
                flatten(run, Values.list(element, "flatten"), flat);
            } else {
                run.grow(1);
                flat.add(element);
            }
        }
        return flat;
    }

    private static Object concat(Evaluation run, @Nullable Object[] arguments) {
        List<@Nullable Object> joined = new ArrayList<>();
        for (Object argument : arguments) {
            List<?> list = Values.list(argument, "concat");
            run.grow(list.size());
            joined.addAll(list);
        }
        return joined;
    }

    private static Object sort(Evaluation run, @Nullable Object[] arguments) {
        List<?> list = Values.list(arguments[0], "sort");
        boolean descending = arguments.length > 1 && Comparison.descending(arguments[1]);
        run.grow(list.size());
        List<@Nullable Object> sorted = new ArrayList<>(list.size());
        for (int position : Comparison.sorted(run, list, descending)) {
            sorted.add(list.get(position));
        }
        return sorted;
    }

    @FunctionalInterface
    private interface Single {
        @Nullable
        Object call(Evaluation run, @Nullable Object value);
    }
}
