package io.jenkins.plugins.waybill.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that the connection is lost, and gets another, ever less often. Belongs to the writer's thread. */
final class Lifeline {

    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final Object closed = new Object();
    private volatile boolean closing;
    private volatile @Nullable StoreTrouble trouble;
    private boolean connected = true;
    private Duration pause = Duration.ZERO;
    private long nextAttempt;

    Lifeline(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is wrong with the connection; callable from any thread. */
    Optional<StoreTrouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Waits for nothing any more; callable from any thread. */
    void stopWaiting() {
        synchronized (closed) {
            closing = true;
            closed.notifyAll();
        }
    }

    /** Until when something that is asked now waits for the connection, in the terms of {@link System#nanoTime()}. */
    long deadline() {
        return System.nanoTime() + database.patience().toNanos();
    }

    /** How long to be idle before calling {@link #look()}. */
    Duration timeToLook() {
        if (connected) {
            return database.heartbeat();
        }
        return Duration.ofNanos(Math.max(0, nextAttempt - System.nanoTime())).plusMillis(1);
    }

    /** Looks whether the connection is there, or gets one back, while nobody asks for it; as {@link #use}. */
    void look() {
        use(System.nanoTime(), () -> database.handle().execute("SELECT 1"));
    }

    /**
     * Does work that may be repeated on another connection when the one it began with is lost.
     *
     * @throws StoreException when there is no connection before the deadline, or never again
     * @throws JdbiException when the database refuses the work
     */
    <T> T use(long deadline, Supplier<T> work) {
        while (true) {
            connect(deadline);
            try {
                T result = work.get();
                pause = Duration.ZERO;
                return result;
            } catch (JdbiException e) {
                if (!database.isLost(e)) {
                    throw e;
                }
                lose(e);
            }
        }
    }

    /** Ends all work on the database for good. */
    StoreException end(String message) {
        StoreTrouble end = new StoreTrouble(clock.instant(), message, false);
        trouble = end;
        LOG.error("{}", message);
        return new StoreException(message);
    }

    private void lose(JdbiException error) {
        connected = false;
        nextAttempt = System.nanoTime() + pause.toNanos();
        pause = longer(pause);
        trouble = new StoreTrouble(clock.instant(), lost(RootCause.message(error)), true);
        LOG.warn("{}", trouble.message());
    }

    private void connect(long deadline) {
        StoreTrouble known = trouble;
        if (known != null && !known.passing()) {
            throw new StoreException(known.message());
        }
        while (!connected) {
            if (!waitForAttempt(deadline)) {
                throw new StoreException(
                        trouble().map(StoreTrouble::message).orElseGet(() -> lost("it was closed meanwhile.")));
            }
            try {
                database.reconnect();
                connected = true;
                trouble = null;
                LOG.info("The connection to {} is back", database.place());
            } catch (ConnectionLost e) {
                nextAttempt = System.nanoTime() + pause.toNanos();
                pause = longer(pause);
                trouble = new StoreTrouble(
                        known == null ? clock.instant() : known.since(), lost(String.valueOf(e.getMessage())), true);
                LOG.debug("No connection yet", e);
            } catch (StoreException e) {
                throw end(String.valueOf(e.getMessage()));
            }
        }
    }

    private String lost(String reason) {
        return "The connection to " + database.place() + " is lost and tried again: " + reason;
    }

    private static Duration longer(Duration pause) {
        if (pause.isZero()) {
            return FIRST_PAUSE;
        }
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** False when the time is up before. */
    private boolean waitForAttempt(long deadline) {
        synchronized (closed) {
            while (!closing) {
                long now = System.nanoTime();
                if (now - nextAttempt >= 0) {
                    return true;
                }
                if (now - deadline >= 0) {
                    return false;
                }
                long until = nextAttempt - deadline > 0 ? deadline : nextAttempt;
                try {
                    closed.wait(Math.max(1, (until - now) / 1_000_000));
                } catch (InterruptedException e) {
                    // Only closing ends the writer's thread.
                }
            }
            return false;
        }
    }
}
