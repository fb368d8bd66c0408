package io.jenkins.plugins.waybill.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MILLIS_BETWEEN_LOOKS = 100;

    private Patience() {}

    /** The first value that is as wanted; an error with the last one seen when none is in a minute. */
    static <T> T until(Supplier<T> look, Predicate<T> wanted) throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Not as wanted after " + LONGEST + ": " + seen);
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
            seen = look.get();
        }
        return seen;
    }
}
