package io.jenkins.plugins.waybill.git;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Lets callers who ask at the same time share one fetch, and never one that began to look before they asked: whoever
 * comes while a fetch runs waits for the next, together with all others who do. However many come at once, two fetches
 * serve them.
 */
final class SharedFetch {

    private final Fetch fetch;
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable Flight waiting;

    SharedFetch(Fetch fetch) {
        this.fetch = fetch;
    }

    /** Returns after a fetch that began after this call did. */
    void run() throws GitException {
        Flight flight = board();
        running.lock();
        try {
            if (!flight.done) {
                depart();
                flight.fly();
            }
        } finally {
            running.unlock();
        }
        flight.land();
    }

    private synchronized Flight board() {
        if (waiting == null) {
            waiting = new Flight();
        }
        return waiting;
    }

    private synchronized void depart() {
        waiting = null;
    }

    /** What the callers share. */
    @FunctionalInterface
    interface Fetch {
        void run() throws GitException;
    }

    private final class Flight {

        // Both guarded by running until done; afterwards they stay as they are.
        private boolean done;
        private @Nullable GitException failure;

        void fly() {
            try {
                fetch.run();
            } catch (GitException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new GitException(GitException.Kind.LOCAL, "Fetching broke off: " + e, e);
            } finally {
                done = true;
            }
        }

        void land() throws GitException {
            if (failure != null) {
                throw new GitException(failure.kind(), String.valueOf(failure.getMessage()), failure);
            }
        }
    }
}
