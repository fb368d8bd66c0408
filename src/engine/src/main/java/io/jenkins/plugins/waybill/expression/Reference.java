package io.jenkins.plugins.waybill.expression;

import java.util.List;

/**
 * A name that an expression takes from its scope.
 *
 * @param kind whether it is read or called
 * @param name the variable or function
 * @param path the constant steps taken from a variable: {@code outputs['build'].tag} has {@code build} and {@code tag}
 * @param builtin whether it is a function of the language itself
 * @param line where it stands in the expression, counted from 1
 * @param column where it stands in the line, counted from 1
 */
public record Reference(Kind kind, String name, List<String> path, boolean builtin, int line, int column) {

    /** How the name is used. */
    public enum Kind {
        VARIABLE,
        FUNCTION
    }
}
