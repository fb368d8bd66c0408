package io.jenkins.plugins.waybill.promotion;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that is asked for from many sides: it never runs twice at a time, and requests that come before a run begins
 * share that run. Thread-safe.
 */
public final class SerialTask {

    private final Executor executor;
    private final Runnable work;
    private final AtomicInteger requests = new AtomicInteger();

    /** Work to be done on an executor. */
    public SerialTask(Executor executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    /** Has the work done after this moment; nothing happens when the executor is closed. */
    public void request() {
        if (requests.getAndIncrement() == 0) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException closed) {
                // Whoever closed the executor wants no more work.
            }
        }
    }

    private void run() {
        int served = requests.get();
        try {
            work.run();
        } finally {
            if (requests.addAndGet(-served) > 0) {
                requests.set(0);
                request();
            }
        }
    }
}
