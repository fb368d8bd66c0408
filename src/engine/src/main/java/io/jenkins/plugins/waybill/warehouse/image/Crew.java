package io.jenkins.plugins.waybill.warehouse.image;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.jspecify.annotations.Nullable;

/** Threads that ask for many images at once; there are none while nothing is asked. */
final class Crew {

    private static final int SIZE = 16;
    private static final int IDLE_SECONDS = 10;

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(SIZE, SIZE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "waybill-image-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    Crew() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Something to find out about one item. */
    interface Task<T, R> {
        R find(T item) throws RegistryException, DiscoveryException;
    }

    /** Does a task for every item and gives the results in the items' order; the first failure ends all. */
    <T, R> List<R> all(List<T> items, Task<T, R> task) throws RegistryException, DiscoveryException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Future<R>> pending = new ArrayList<>();
        for (T item : items) {
            pending.add(threads.submit(() -> {
                if (failure.get() != null) {
                    throw new CancellationException();
                }
                try {
                    return task.find(item);
                } catch (RegistryException | DiscoveryException | RuntimeException e) {
                    failure.compareAndSet(null, e);
                    throw e;
                }
            }));
        }
        List<R> results = new ArrayList<>();
        try {
            for (Future<R> one : pending) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw thrown(failure.get(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.compareAndSet(null, e);
            throw new DiscoveryException("Discovery was given up: Waybill is closing.", e);
        }
    }

    private static RuntimeException thrown(@Nullable Exception first, ExecutionException e)
            throws RegistryException, DiscoveryException {
        if (first instanceof RegistryException failure) {
            throw failure;
        }
        if (first instanceof DiscoveryException failure) {
            throw failure;
        }
        return new IllegalStateException(e);
    }
}
