package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a Warehouse rests between two looks: its interval, or less after a failure. Warehouses of the same interval
 * must not all ask at once, so each pause is up to a tenth shorter or longer.
 */
final class LookPause {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final double TENTH = 0.1;

    /** More doublings than these are longer than any interval. */
    private static final int MOST_DOUBLINGS = 20;

    private LookPause() {}

    /**
     * The pause that is meant.
     *
     * @param failures how many looks have failed since one did not
     */
    static Duration of(int failures, Duration interval) {
        Duration longest = interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval;
        if (failures == 0) {
            return longest;
        }
        Duration retry = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return retry.compareTo(longest) < 0 ? retry : longest;
    }

    /** The pause that is made. */
    static Duration random(int failures, Duration interval) {
        double share = ThreadLocalRandom.current().nextDouble(1 - TENTH, 1 + TENTH);
        return Duration.ofMillis((long) (of(failures, interval).toMillis() * share));
    }
}
