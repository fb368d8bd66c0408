package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * {@code filter(list, # > 1)} and its like.
 *
 * @param test the predicate, null where it is left out
 * @param extra the order of sortBy or the start of reduce
 */
record PredicateNode(
        int position,
        Predicate function,
        Node collection,
        @Nullable Node test,
        @Nullable Node extra) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        List<?> list = Values.iterable(run.value(collection), function.word());
        Object more = extra == null ? null : run.value(extra);
        Evaluation.Frame frame = run.enter();
        Object result =
                switch (function) {
                    case ALL -> first(run, frame, list, false) < 0;
                    case NONE -> first(run, frame, list, true) < 0;
                    case ANY -> first(run, frame, list, true) >= 0;
                    case ONE -> count(run, frame, list) == 1;
                    case COUNT -> count(run, frame, list);
                    case FILTER -> filter(run, frame, list);
                    case MAP -> map(run, frame, list);
                    case SUM -> sum(run, frame, list);
                    case FIND -> at(list, first(run, frame, list, true));
                    case FIND_INDEX -> index(first(run, frame, list, true));
                    case FIND_LAST -> at(list, last(run, frame, list));
                    case FIND_LAST_INDEX -> index(last(run, frame, list));
                    case GROUP_BY -> groupBy(run, frame, list);
                    case SORT_BY -> sortBy(run, frame, list, extra != null && Comparison.descending(more));
                    case REDUCE -> reduce(run, frame, list, more);
                };
        run.leave(frame);
        return result;
    }

    private @Nullable Object tested(Evaluation run, Evaluation.Frame frame, List<?> list, int index) {
        frame.index = index;
        frame.item = Values.normal(list.get(index));
        run.step();
        return test == null ? frame.item : run.value(test);
    }

    private boolean holds(Evaluation run, Evaluation.Frame frame, List<?> list, int index) {
        return Values.truth(tested(run, frame, list, index), "the predicate of " + function.word());
    }

    private int first(Evaluation run, Evaluation.Frame frame, List<?> list, boolean wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (holds(run, frame, list, i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private int last(Evaluation run, Evaluation.Frame frame, List<?> list) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (holds(run, frame, list, i)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object at(List<?> list, int index) {
        return index < 0 ? null : Values.normal(list.get(index));
    }

    private static @Nullable Object index(int index) {
        return index < 0 ? null : (Object) (long) index;
    }

    private long count(Evaluation run, Evaluation.Frame frame, List<?> list) {
        long count = 0;
        for (int i = 0; i < list.size(); i++) {
            count += holds(run, frame, list, i) ? 1 : 0;
        }
        return count;
    }

    private List<?> filter(Evaluation run, Evaluation.Frame frame, List<?> list) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (holds(run, frame, list, i)) {
                kept.add(frame.item);
            }
        }
        run.grow(kept.size());
        return kept;
    }

    private List<?> map(Evaluation run, Evaluation.Frame frame, List<?> list) {
        run.grow(list.size());
        List<@Nullable Object> mapped = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            mapped.add(tested(run, frame, list, i));
        }
        return mapped;
    }

    /** From zero on, but what an array in the text lists is added to itself: texts and durations too. */
    private @Nullable Object sum(Evaluation run, Evaluation.Frame frame, List<?> list) {
        if (test == null && list.size() > 1 && collection instanceof ArrayNode array && array.isComputed()) {
            Object sum = list.get(list.size() - 1);
            for (int i = list.size() - 2; i >= 0; i--) {
                sum = Arithmetic.add(run, list.get(i), sum);
            }
            return sum;
        }
        Object sum = 0L;
        for (int i = 0; i < list.size(); i++) {
            sum = Arithmetic.add(run, tested(run, frame, list, i), sum);
        }
        return sum;
    }

    private Object groupBy(Evaluation run, Evaluation.Frame frame, List<?> list) {
        PairedMap groups = new PairedMap();
        run.grow(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object key = PairedMap.checked(tested(run, frame, list, i));
            groups.group(key).add(frame.item);
        }
        return groups;
    }

    private List<?> sortBy(Evaluation run, Evaluation.Frame frame, List<?> list, boolean descending) {
        List<?> keys = map(run, frame, list);
        List<@Nullable Object> sorted = new ArrayList<>(list.size());
        for (int position : Comparison.sorted(run, keys, descending)) {
            sorted.add(Values.normal(list.get(position)));
        }
        return sorted;
    }

    private @Nullable Object reduce(Evaluation run, Evaluation.Frame frame, List<?> list, @Nullable Object start) {
        int first = 0;
        if (extra == null) {
            if (list.isEmpty()) {
                throw new ExpressionException("reduce needs a start value for an empty array");
            }
            frame.accumulator = Values.normal(list.get(0));
            first = 1;
        } else {
            frame.accumulator = start;
        }
        for (int i = first; i < list.size(); i++) {
            frame.accumulator = tested(run, frame, list, i);
        }
        return frame.accumulator;
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType list = collection.type(typing);
        if (!list.isArray() && !list.isUnknown()) {
            throw Typing.complain(collection, function.word() + " needs an array, not " + list);
        }
        StaticType result = test == null ? list.elementType() : typing.predicate(list, test);
        if (test != null && result.isNil()) {
            throw Typing.complain(test, "the predicate of " + function.word() + " cannot be nil");
        }
        if (test != null && function.decides() && !Builtin.isOneOf(result, Kind.BOOL)) {
            throw Typing.complain(test, "the predicate of " + function.word() + " must be a bool, not " + result);
        }
        if (extra != null) {
            StaticType more = extra.type(typing);
            if (function == Predicate.SORT_BY && !Builtin.isOneOf(more, Kind.STRING)) {
                throw Typing.complain(extra, "the order must be a string, not " + more);
            }
        }
        return switch (function) {
            case ALL, NONE, ANY, ONE -> StaticType.BOOL;
            case COUNT, FIND_INDEX, FIND_LAST_INDEX -> StaticType.INT;
            case FILTER -> StaticType.arrayOf(list.elementType());
            case MAP -> StaticType.arrayOf(result);
            case SUM, REDUCE -> result;
            case FIND, FIND_LAST -> list.elementType();
            case GROUP_BY -> new StaticType(Kind.PAIRED_MAP, StaticType.ARRAY);
            case SORT_BY -> list;
        };
    }

    @Override
    public List<Node> children() {
        return Stream.of(collection, test, extra).filter(Objects::nonNull).toList();
    }
}
