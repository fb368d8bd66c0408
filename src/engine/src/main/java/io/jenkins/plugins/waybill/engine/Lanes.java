package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Shares few threads among work for many servers, so that servers that are slow or do not answer hold up only their own
 * kind: what concerns the same server has a quarter of the threads and no more, and all servers together that were not
 * quick the last time, or not asked yet, have half of them, taking turns. Thread-safe.
 */
final class Lanes {

    private final Executor threads;
    private final Duration patience;
    private final int width;
    private final int slowWidth;
    private final int slowShare;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** Slow lanes with work that wait until others give up a thread, in the order in which they get it. */
    private final Set<Lane> turns = new LinkedHashSet<>();

    private int slowRunning;

    private static final class Lane {
        private final String name;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
        private boolean quick;

        Lane(String name) {
            this.name = name;
        }
    }

    /**
     * Lanes over threads.
     *
     * @param number how many threads there are; at least 2
     * @param patience how long work takes at most whose server counts as quick
     */
    Lanes(Executor threads, int number, Duration patience) {
        this.threads = threads;
        this.patience = patience;
        width = Math.max(1, number / 4);
        slowWidth = Math.max(1, width / 2);
        slowShare = number / 2;
    }

    /** Does work when its lane has room, in the order given. */
    synchronized void execute(String name, Runnable work) {
        Lane lane = lanes.computeIfAbsent(name, Lane::new);
        lane.waiting.add(work);
        admit(lane);
    }

    private void admit(Lane lane) {
        while (!lane.waiting.isEmpty() && lane.running < (lane.quick ? width : slowWidth)) {
            if (!lane.quick && slowRunning == slowShare) {
                turns.add(lane);
                return;
            }
            start(lane, !lane.quick, lane.waiting.remove());
        }
    }

    private void start(Lane lane, boolean slow, Runnable work) {
        try {
            threads.execute(() -> {
                long began = System.nanoTime();
                try {
                    work.run();
                } finally {
                    ended(lane, slow, Duration.ofNanos(System.nanoTime() - began));
                }
            });
            lane.running++;
            slowRunning += slow ? 1 : 0;
        } catch (RejectedExecutionException e) {
            // The engine is closing; nobody waits for the rest.
            lane.waiting.clear();
        }
    }

    private synchronized void ended(Lane lane, boolean slow, Duration time) {
        lane.running--;
        lane.quick = time.compareTo(patience) <= 0;
        slowRunning -= slow ? 1 : 0;
        while (slowRunning < slowShare && !turns.isEmpty()) {
            Lane next = turns.iterator().next();
            turns.remove(next);
            admit(next);
        }
        admit(lane);
        if (!lane.quick && lane.running == 0 && lane.waiting.isEmpty()) {
            lanes.remove(lane.name);
        }
    }
}
