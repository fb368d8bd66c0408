package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A name that an expression takes from its scope.
 *
 * @param kind whether it is read or called
 * @param name the variable or function
 * @param path the constant steps taken from a variable: {@code outputs['build'].tag} has {@code build} and {@code tag}
 * @param arguments what a function is called with; empty for variables
 * @param builtin whether it is a function of the language itself
 * @param line where it stands in the expression, counted from 1
 * @param column where it stands in the line, counted from 1
 */
public record Reference(
        Kind kind, String name, List<String> path, List<Argument> arguments, boolean builtin, int line, int column) {

    /**
     * An argument of a call, as far as it is known before anything runs.
     *
     * @param text the string, if it is a literal one
     * @param path the variable and the constant steps from it, if it is nothing else: {@code vars} and {@code image}
     * @param type what the value is for certain, such as {@code int}; {@code any} when nothing is known
     */
    public record Argument(@Nullable String text, List<String> path, String type) {}

    /** How the name is used. */
    public enum Kind {
        VARIABLE,
        FUNCTION
    }
}
