package io.jenkins.plugins.waybill.expression;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Measures values before something goes through all of them: lists within lists may share their parts, so that a
 * small expression can make a value that is endless for all purposes.
 */
final class Extent {

    private static final int DEPTH = 1_000;

    private final int most;
    private int count;

    private Extent(int most) {
        this.most = most;
    }

    /** The value itself, if it is small enough to go through. */
    static @Nullable Object checked(Evaluation run, @Nullable Object value) {
        if (value instanceof Collection || value instanceof Map) {
            new Extent(run.scope.limits().elements()).visit(value, 0);
        }
        return value;
    }

    private void visit(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            enter(map.values(), depth);
        } else if (value instanceof Collection<?> list) {
            enter(list, depth);
        }
    }

    private void enter(Collection<?> elements, int depth) {
        count += elements.size();
        if (count > most || count < 0) {
            throw new ExpressionException("the value is too large: more than " + most + " elements");
        }
        if (depth > DEPTH) {
            throw new ExpressionException("the value is nested too deeply");
        }
        for (Object element : elements) {
            visit(element, depth + 1);
        }
    }
}
