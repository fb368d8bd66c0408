package io.jenkins.plugins.waybill.cli;

import java.util.List;

/** The answer is no: what happened, and each thing in the way. */
final class No extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<String> obstacles;

    No(String code, String message, List<String> obstacles) {
        super(message);
        this.code = code;
        this.obstacles = List.copyOf(obstacles);
    }

    No(String message) {
        this("failed", message, List.of());
    }

    /** A stable word for programs. */
    String code() {
        return code;
    }

    List<String> obstacles() {
        return obstacles;
    }
}
