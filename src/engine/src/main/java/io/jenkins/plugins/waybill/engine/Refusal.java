package io.jenkins.plugins.waybill.engine;

import java.util.List;

/** The engine will not do what was asked; says which rule and what would satisfy it. */
public final class Refusal extends RuntimeException {

    private final Code code;
    private final List<String> obstacles;

    /** A refusal with the rules in the way. */
    public Refusal(Code code, String message, List<String> obstacles) {
        super(message);
        this.code = code;
        this.obstacles = List.copyOf(obstacles);
    }

    /** A refusal for a single reason. */
    public Refusal(Code code, String message) {
        this(code, message, List.of());
    }

    /** What kind of no. */
    public Code code() {
        return code;
    }

    /** Each rule in the way with its remedy; may be empty. */
    public List<String> obstacles() {
        return obstacles;
    }

    /** Kinds of refusal; hosts map them to exit codes and HTTP statuses. */
    public enum Code {
        /** No such project, Stage, Freight, promotion … */
        NOT_FOUND,
        /** The rules do not allow it now. */
        NOT_ELIGIBLE,
        /** It contradicts what is already there: alias taken, promotion already over, control-flow Stage. */
        CONFLICT,
        /** The request itself makes no sense. */
        INVALID,
        /** This actor may not. */
        FORBIDDEN
    }
}
