package io.jenkins.plugins.waybill.http;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A request under way: whoever waits for it is let go when its time is over, or when the waiting thread is interrupted. */
final class Flight {

    private final HttpUriRequestBase request;
    private final long deadline;
    private final Thread waiting = Thread.currentThread();

    /**
     * A request of this thread.
     *
     * @param deadline by {@link System#nanoTime}
     */
    Flight(HttpUriRequestBase request, long deadline) {
        this.request = request;
        this.deadline = deadline;
    }

    /** Gives it up where it should not go on. */
    void check(long now) {
        if (now - deadline >= 0 || waiting.isInterrupted()) {
            request.cancel();
        }
    }
}
