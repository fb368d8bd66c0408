package io.jenkins.plugins.waybill.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Shares few threads among work for many servers: what concerns the same server has some of them and no more, so that one
 * that is slow or does not answer holds up only its own. Thread-safe.
 */
final class Lanes {

    private final Executor threads;
    private final int width;
    private final Map<String, Lane> lanes = new HashMap<>();

    private static final class Lane {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    /**
     * Lanes over threads.
     *
     * @param width how many threads one lane has at most
     */
    Lanes(Executor threads, int width) {
        this.threads = threads;
        this.width = width;
    }

    /** Does work when its lane has room, in the order given. */
    synchronized void execute(String name, Runnable work) {
        Lane lane = lanes.computeIfAbsent(name, unknown -> new Lane());
        if (lane.running == width) {
            lane.waiting.add(work);
            return;
        }
        lane.running++;
        start(name, lane, work);
    }

    private void start(String name, Lane lane, Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                next(name, lane);
            }
        });
    }

    private synchronized void next(String name, Lane lane) {
        Runnable next = lane.waiting.poll();
        if (next != null) {
            try {
                start(name, lane, next);
            } catch (RejectedExecutionException e) {
                // The engine is closing; nobody waits for the rest.
                lane.waiting.clear();
            }
            return;
        }
        lane.running--;
        if (lane.running == 0) {
            lanes.remove(name);
        }
    }
}
