package io.jenkins.plugins.waybill.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the connection. Changes that wait at the same time share one commit; one that fails is taken out
 * alone. Reads of old rows take their turn between commits.
 */
final class Writer implements AutoCloseable {

    private static final int MOST_CHANGES_IN_A_COMMIT = 256;

    private final Database database;
    private final Lifeline lifeline;
    private final Contents contents;
    private final InstantSource clock;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile MemoryState state;
    private volatile boolean closing;
    private @Nullable Commit doubtful;

    /** What a read may use. */
    record Contents(Database database, Tables tables, AuditTable audit) {}

    private sealed interface Job {}

    private record Read<T>(Function<Contents, T> query, CompletableFuture<T> result, long deadline) implements Job {}

    private record Write<T>(Store.Change<T> change, CompletableFuture<T> result, long deadline) implements Job {}

    private record Stop() implements Job {}

    private Writer(Database database, InstantSource clock) {
        this.database = database;
        this.lifeline = new Lifeline(database, clock);
        Tables tables = new Tables(database);
        Commit.prepare(database.handle());
        this.contents = new Contents(database, tables, new AuditTable(database, tables));
        this.clock = clock;
        this.state = tables.load();
        this.thread = new Thread(this::run, "waybill-store");
        this.thread.setDaemon(true);
    }

    static Writer start(Database database, InstantSource clock) {
        Writer writer = new Writer(database, clock);
        writer.thread.start();
        return writer;
    }

    MemoryState state() {
        return state;
    }

    Optional<StoreTrouble> trouble() {
        return lifeline.trouble();
    }

    <T> CompletableFuture<T> submit(Store.Change<T> change) {
        if (closing) {
            return CompletableFuture.failedFuture(closed());
        }
        Write<T> write = new Write<>(change, new CompletableFuture<>(), lifeline.deadline());
        jobs.add(write);
        return write.result();
    }

    <T> CompletableFuture<T> read(Function<Contents, T> query) {
        if (closing) {
            return CompletableFuture.failedFuture(closed());
        }
        Read<T> read = new Read<>(query, new CompletableFuture<>(), lifeline.deadline());
        if (Thread.currentThread() == thread) {
            // Whoever is told of a change may look at once; between two commits nothing else uses the connection.
            answer(read);
        } else {
            jobs.add(read);
        }
        return read.result();
    }

    /** Waiting for a change on the thread that makes it would never end. */
    void refuseToWaitForItself() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A change may not be waited for while being told of another; submit it.");
        }
    }

    private static StoreException closed() {
        return new StoreException("The state was closed; nothing more can be read from it or written to it.");
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        jobs.add(new Stop());
        lifeline.stopWaiting();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Job> taken = new ArrayList<>();
        boolean open = true;
        while (open) {
            Job first = next();
            if (first == null) {
                continue;
            }
            taken.add(first);
            jobs.drainTo(taken, MOST_CHANGES_IN_A_COMMIT);
            List<Write<?>> writes = new ArrayList<>();
            for (Job job : taken) {
                if (job instanceof Write<?> write) {
                    writes.add(write);
                } else {
                    commit(writes);
                    writes.clear();
                    if (job instanceof Read<?> read) {
                        answer(read);
                    } else {
                        open = false;
                    }
                }
            }
            commit(writes);
            taken.clear();
        }
        jobs.forEach(job -> {
            if (job instanceof Write<?> write) {
                write.result().completeExceptionally(closed());
            } else if (job instanceof Read<?> read) {
                read.result().completeExceptionally(closed());
            }
        });
        database.close();
    }

    private @Nullable Job next() {
        try {
            Job job = jobs.poll(lifeline.timeToLook().toMillis(), TimeUnit.MILLISECONDS);
            if (job == null) {
                look();
            }
            return job;
        } catch (InterruptedException e) {
            return null; // Only close() ends this thread, after what was submitted.
        }
    }

    private void look() {
        try {
            lifeline.look();
            settleDoubt(System.nanoTime());
        } catch (StoreException | JdbiException e) {
            // Whoever asks for something hears of it.
            LoggerFactory.getLogger(Writer.class).debug("The connection was looked at", e);
        }
    }

    private <T> void answer(Read<T> read) {
        try {
            read.result()
                    .complete(lifeline.use(read.deadline(), () -> read.query().apply(contents)));
        } catch (JdbiException e) {
            read.result()
                    .completeExceptionally(new StoreException(
                            "What is kept in " + database.place() + " cannot be read: " + RootCause.message(e), e));
        } catch (RuntimeException | Error e) {
            read.result().completeExceptionally(e);
        }
    }

    private void commit(List<Write<?>> writes) {
        if (writes.isEmpty()) {
            return;
        }
        long deadline = writes.get(writes.size() - 1).deadline();
        Commit commit = null;
        try {
            settleDoubt(deadline);
            commit = new Commit(database, state, contents.audit(), clock);
            for (Write<?> write : writes) {
                make(commit, write);
            }
            commit.write(lifeline, deadline);
        } catch (RuntimeException | Error e) {
            if (commit != null) {
                commit.takeBack();
                doubtful = commit.isInDoubt() ? commit : null;
            }
            StoreException failure = failure(e);
            writes.forEach(write -> write.result().completeExceptionally(failure));
            return;
        }
        state = commit.after();
        commit.tellAll();
    }

    private static <T> void make(Commit commit, Write<T> write) {
        commit.make(write.change(), write.result());
    }

    private StoreException failure(Throwable error) {
        String kept = doubtful == null
                ? "Nothing was changed."
                : "Whether it was kept shows when the connection is back; look before you try again.";
        return new StoreException(
                "The change could not be written to " + database.place() + ": "
                        + RootCause.message(error).replaceFirst("[.]?$", ". ") + kept + " " + database.remedy(),
                error);
    }

    /** What became of a commit whose answer never came decides what the next one begins with. */
    private void settleDoubt(long deadline) {
        Commit commit = doubtful;
        if (commit == null) {
            return;
        }
        if (commit.landed(lifeline, deadline)) {
            commit.putForward();
            state = commit.after();
        }
        doubtful = null;
    }
}
