package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.jenkins.plugins.waybill.model.Promotion;

/** The engine's durable state. Thread-safe; one process owns a directory at a time. */
public final class Store implements AutoCloseable {

    /** Opens or creates the database in a directory, migrates it, and rebuilds the state in memory. */
    public static Store open(Path directory, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Everything as of the last durable change; never blocks. */
    public State state() {
        throw new UnsupportedOperationException();
    }

    /** Applies a change all or nothing and returns when it is durable; exceptions of the change come out unchanged. */
    public <T> T write(Change<T> change) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #write}, without waiting; changes are applied in the order submitted. */
    public <T> CompletableFuture<T> submit(Change<T> change) {
        throw new UnsupportedOperationException();
    }

    /** A promotion with all its steps, however old. */
    public Optional<Promotion> promotion(String project, String name) {
        throw new UnsupportedOperationException();
    }

    /** Lines that a step logged, oldest first. */
    public List<LogLine> log(String project, String promotion) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    /** A change of the state; runs on the writer thread and must not block or reach outside. */
    @FunctionalInterface
    public interface Change<T> {
        /** Reads through {@link Transaction#state()} and puts what is new. */
        T apply(Transaction transaction);
    }
}
