package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How fast the engine goes.
 *
 * @param workers promotions that run steps at the same time; waiting ones take no worker
 * @param pollFloor the shortest time between two runs of a step that polls
 * @param pollDefault for steps that name no time
 * @param retryFirst wait after a step's first error; doubles with each further one
 * @param retryMost the longest such wait
 */
public record Pace(int workers, Duration pollFloor, Duration pollDefault, Duration retryFirst, Duration retryMost) {

    /** Kargo's floor and default for polls. */
    public static final Pace DEFAULT =
            new Pace(16, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** When to run a step again that said nothing, or that. */
    Duration poll(@Nullable Duration suggested) {
        if (suggested == null) {
            return pollDefault;
        }
        return suggested.compareTo(pollFloor) < 0 ? pollFloor : suggested;
    }

    /** When to run a step again after so many errors. */
    Duration retry(int errors) {
        Duration wait = retryFirst;
        for (int i = 1; i < errors && wait.compareTo(retryMost) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(retryMost) < 0 ? wait : retryMost;
    }
}
