package io.jenkins.plugins.waybill.cli;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Patience {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int MILLIS_BETWEEN_LOOKS = 100;

    private Patience() {}

    /** The first value that is as wanted; an error with the last one seen when none is in minutes. */
    static <T> T until(Supplier<T> look, Predicate<T> wanted) throws InterruptedException {
        long begin = System.nanoTime();
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new AssertionError("Not as wanted after " + LONGEST + ": " + seen);
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
            seen = look.get();
        }
        return seen;
    }
}
