package io.jenkins.plugins.waybill.plugin.cli;

import java.util.List;

/** The engine will not do it now; says which rules are in the way. */
final class Declined extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> obstacles;

    Declined(String message, List<String> obstacles) {
        super(message);
        this.obstacles = List.copyOf(obstacles);
    }

    /** Those that the message does not name already. */
    List<String> obstacles() {
        return obstacles.stream()
                .filter(obstacle -> !getMessage().contains(obstacle))
                .toList();
    }
}
