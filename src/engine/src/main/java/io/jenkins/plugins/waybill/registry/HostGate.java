package io.jenkins.plugins.waybill.registry;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests one server gets at once, and the pause it asked for. Thread-safe. */
final class HostGate {

    /** Servers answer this many in the time of one; more only makes queues. */
    private static final int AT_ONCE = 16;

    /** A longer pause is not waited for: the caller has to come again. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String host;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final AtomicLong closedUntil = new AtomicLong(System.nanoTime());
    private volatile String why = "";

    HostGate(String host) {
        this.host = host;
    }

    /**
     * Waits for a place; {@link #leave} gives it back.
     *
     * @throws RegistryException {@code RATE_LIMITED} when the server wants a longer pause than is waited for
     */
    void enter() throws RegistryException, InterruptedException {
        permits.acquire();
        try {
            for (long pause = pause(); pause > 0; pause = pause()) {
                if (pause > PATIENCE.toNanos()) {
                    throw rateLimited(Duration.ofNanos(pause));
                }
                TimeUnit.NANOSECONDS.sleep(pause);
            }
        } catch (RegistryException | InterruptedException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    void leave() {
        permits.release();
    }

    /**
     * Lets nobody in for a while.
     *
     * @param reason what the server said
     */
    void close(Duration pause, String reason) {
        why = reason;
        long until = System.nanoTime() + pause.toNanos();
        closedUntil.accumulateAndGet(until, (one, other) -> one - other > 0 ? one : other);
    }

    RegistryException rateLimited(Duration pause) {
        return new RegistryException(
                RegistryException.Reason.RATE_LIMITED,
                host + " wants fewer requests (" + why + ") and is asked again in " + Math.max(1, pause.toSeconds())
                        + " s. Give it credentials, for which limits are higher, a longer 'interval', or a mirror.",
                pause);
    }

    private long pause() {
        return closedUntil.get() - System.nanoTime();
    }
}
