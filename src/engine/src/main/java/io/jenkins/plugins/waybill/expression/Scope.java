package io.jenkins.plugins.waybill.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The names that an expression sees: variables and functions. Immutable; extend one to add names. */
public final class Scope {

    private final Map<String, @Nullable Object> variables;
    private final Map<String, Function> functions;
    private final Limits limits;
    private final Object environment;

    private Scope(
            Map<String, @Nullable Object> variables,
            Map<String, Function> functions,
            Limits limits,
            @Nullable Object environment) {
        this.variables = variables;
        this.functions = functions;
        this.limits = limits;
        this.environment = environment == null ? variables : environment;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What evaluations in this scope may cost. */
    public Limits limits() {
        return limits;
    }

    /** What {@code $env} is: all variables, or a value that has no names for its parts. */
    Object environment() {
        return environment;
    }

    @Nullable
    Object variable(String name) {
        return variables.get(name);
    }

    @Nullable
    Function function(String name) {
        Function function = functions.get(name);
        if (function == null && variables.get(name) instanceof Function variable) {
            return variable;
        }
        return function;
    }

    /** Something an expression can call. */
    @FunctionalInterface
    public interface Function {

        /**
         * Answers a call. Any exception ends the evaluation; its message is shown to people beside the call.
         *
         * @param arguments the values, in order; their number is for the function to check
         */
        @Nullable
        Object call(List<@Nullable Object> arguments);
    }

    /** Collects names; a later one replaces an earlier one. */
    public static final class Builder {

        private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        private final Map<String, Function> functions = new LinkedHashMap<>();
        private Limits limits = Limits.DEFAULT;
        private @Nullable Object environment;

        private Builder() {}

        /** A value by name: null, Boolean, a number, String, List, Map, {@link GoObject} or {@link Function}. */
        public Builder variable(String name, @Nullable Object value) {
            variables.put(name, value);
            return this;
        }

        public Builder function(String name, Function function) {
            functions.put(name, function);
            return this;
        }

        /** Takes over all names and the limits of another scope. */
        public Builder extending(Scope scope) {
            variables.putAll(scope.variables);
            functions.putAll(scope.functions);
            limits = scope.limits;
            return this;
        }

        /** Lets {@code $env} be something else than a map of the variables, such as a list. */
        public Builder environment(Object value) {
            environment = value;
            return this;
        }

        public Builder limits(Limits most) {
            limits = most;
            return this;
        }

        public Scope build() {
            return new Scope(
                    Collections.unmodifiableMap(new LinkedHashMap<>(variables)),
                    Collections.unmodifiableMap(new LinkedHashMap<>(functions)),
                    limits,
                    environment);
        }
    }
}
