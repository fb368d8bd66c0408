package io.jenkins.plugins.waybill.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Looks after all requests under way with one thread, since a thread that reads from a socket does not look at the clock.
 * The thread ends when there is nothing to look after. Thread-safe.
 */
final class FlightWatch {

    private static final long TICK_MILLIS = 20;
    private static final long REST_SECONDS = 30;

    private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicBoolean tidying = new AtomicBoolean();
    private final BooleanSupplier tidy;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "waybill-http");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A watch.
     *
     * @param tidy done now and then after requests; answers whether it is to be done again
     */
    FlightWatch(BooleanSupplier tidy) {
        this.tidy = tidy;
        clock.setKeepAliveTime(REST_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    void begin(Flight flight) {
        flights.add(flight);
        tick();
        tidyLater();
    }

    void end(Flight flight) {
        flights.remove(flight);
    }

    private void tick() {
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            clock.schedule(this::look, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        long now = System.nanoTime();
        flights.forEach(flight -> flight.check(now));
        ticking.set(false);
        if (!flights.isEmpty()) {
            tick();
        }
    }

    private void tidyLater() {
        if (!tidying.get() && tidying.compareAndSet(false, true)) {
            clock.schedule(this::tidyUp, REST_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void tidyUp() {
        boolean again = tidy.getAsBoolean();
        tidying.set(false);
        if (again) {
            tidyLater();
        }
    }
}
