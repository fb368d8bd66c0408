package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

/** Equality and order. Whole and broken numbers compare by value; inside maps their types must agree too. */
final class Comparison {

    private Comparison() {}

    static boolean equal(Evaluation run, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return a.longValue() == b.longValue();
        }
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return a.size() == b.size() && allEqual(run, a, b);
        }
        return deeplyEqual(run, left, right);
    }

    private static boolean allEqual(Evaluation run, List<?> left, List<?> right) {
        run.descend();
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            run.step();
            if (!equal(run, element, others.next())) {
                run.ascend();
                return false;
            }
        }
        run.ascend();
        return true;
    }

    private static boolean deeplyEqual(Evaluation run, @Nullable Object left, @Nullable Object right) {
        run.step();
        if (left instanceof Double a && right instanceof Double b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return Values.mapKind(a).equals(Values.mapKind(b)) && a.size() == b.size() && sameEntries(run, a, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return a.size() == b.size() && sameElements(run, a, b);
        }
        return Objects.equals(left, right);
    }

    private static boolean sameEntries(Evaluation run, Map<?, ?> left, Map<?, ?> right) {
        run.descend();
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object key = entry.getKey();
            if (!right.containsKey(key) || !deeplyEqual(run, entry.getValue(), right.get(key))) {
                run.ascend();
                return false;
            }
        }
        run.ascend();
        return true;
    }

    private static boolean sameElements(Evaluation run, List<?> left, List<?> right) {
        run.descend();
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!deeplyEqual(run, element, others.next())) {
                run.ascend();
                return false;
            }
        }
        run.ascend();
        return true;
    }

    static boolean order(String operator, @Nullable Object left, @Nullable Object right, IntPredicate wanted) {
        if (left instanceof Long a && right instanceof Long b) {
            return wanted.test(Long.compare(a, b));
        }
        if (left instanceof Number a && right instanceof Number b) {
            double x = a.doubleValue();
            double y = b.doubleValue();
            return !Double.isNaN(x) && !Double.isNaN(y) && wanted.test(x < y ? -1 : x > y ? 1 : 0);
        }
        if (left instanceof String a && right instanceof String b) {
            return wanted.test(Texts.compare(a, b));
        }
        if (left instanceof GoTime a && right instanceof GoTime b) {
            return wanted.test(a.compareTo(b));
        }
        if (left instanceof GoDuration a && right instanceof GoDuration b) {
            return wanted.test(Long.compare(a.nanoseconds(), b.nanoseconds()));
        }
        throw Arithmetic.undefined(operator, left, right);
    }

    static boolean less(@Nullable Object left, @Nullable Object right) {
        return order("<", left, right, sign -> sign < 0);
    }

    /** The positions of the keys in their order; equal keys stay as they stand. Any order, even NaN's, ends. */
    static List<Integer> sorted(Evaluation run, List<?> keys, boolean descending) {
        Integer[] positions = new Integer[keys.size()];
        Arrays.setAll(positions, i -> i);
        Integer[] merged = positions.clone();
        merge(run, keys, descending, merged, positions, 0, positions.length);
        return new ArrayList<>(Arrays.asList(positions));
    }

    private static void merge(
            Evaluation run, List<?> keys, boolean descending, Integer[] from, Integer[] to, int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        merge(run, keys, descending, to, from, start, middle);
        merge(run, keys, descending, to, from, middle, end);
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            if (left >= middle) {
                to[i] = from[right++];
            } else if (right >= end) {
                to[i] = from[left++];
            } else {
                run.step();
                Object first = keys.get(from[left]);
                Object second = keys.get(from[right]);
                boolean swap = descending ? less(first, second) : less(second, first);
                to[i] = swap ? from[right++] : from[left++];
            }
        }
    }

    /** The order that an argument names. */
    static boolean descending(@Nullable Object order) {
        if ("asc".equals(order)) {
            return false;
        }
        if ("desc".equals(order)) {
            return true;
        }
        throw new ExpressionException("the order must be \"asc\" or \"desc\"");
    }

    static List<?> reversed(List<?> list) {
        List<?> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
