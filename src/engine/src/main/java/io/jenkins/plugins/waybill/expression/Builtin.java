package io.jenkins.plugins.waybill.expression;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A function of the language: its name, what it may be called with, and what it does.
 *
 * @param least how many arguments it needs
 * @param most how many it takes
 */
record Builtin(String name, int least, int most, Signature signature, Action action) {

    /** Any number of arguments. */
    static final int ANY = Integer.MAX_VALUE;

    private static final Map<String, Builtin> ALL = new HashMap<>();

    static {
        Stream.of(
                        StringBuiltins.all(),
                        NumberBuiltins.all(),
                        CollectionBuiltins.all(),
                        ConversionBuiltins.all(),
                        DateBuiltins.all())
                .flatMap(List::stream)
                .forEach(builtin -> ALL.put(builtin.name, builtin));
    }

    static @Nullable Builtin named(String name) {
        return ALL.get(name);
    }

    /** The names of all functions of the language, with a predicate or without. */
    static Set<String> names() {
        Set<String> names = new HashSet<>(ALL.keySet());
        Arrays.stream(Predicate.values()).map(Predicate::word).forEach(names::add);
        return names;
    }

    /** Whether the language has a function of that name, with a predicate or without. */
    static boolean isName(String name) {
        return ALL.containsKey(name) || Predicate.named(name) != null;
    }

    @Nullable
    Object call(Evaluation run, @Nullable Object[] arguments) {
        return action.call(run, arguments);
    }

    StaticType check(Node node, List<StaticType> types) {
        if (types.size() < least || types.size() > most) {
            String wanted = least == most ? "" + least : most == ANY ? "at least " + least : least + " to " + most;
            throw Typing.complain(node, name + " takes " + wanted + " arguments, not " + types.size());
        }
        StaticType result = signature.result(types);
        if (result == null) {
            throw Typing.complain(node, name + " cannot be called with " + types);
        }
        return result;
    }

    /** One function that takes exactly these types, or fewer if some may be left out; unknown stands for any. */
    static Builtin of(String name, StaticType result, int optional, Action action, StaticType... parameters) {
        return new Builtin(
                name,
                parameters.length - optional,
                parameters.length,
                types -> fit(types, parameters) ? result : null,
                action);
    }

    private static boolean fit(List<StaticType> types, StaticType... parameters) {
        for (int i = 0; i < types.size(); i++) {
            if (!types.get(i).fits(parameters[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean isOneOf(StaticType type, Kind... kinds) {
        return type.isUnknown() || Arrays.asList(kinds).contains(type.kind());
    }

    /** The type of the result for types of arguments, or null if they never fit. */
    @FunctionalInterface
    interface Signature {
        @Nullable
        StaticType result(List<StaticType> types);
    }

    @FunctionalInterface
    interface Action {
        @Nullable
        Object call(Evaluation run, @Nullable Object[] arguments);
    }
}
