package io.jenkins.plugins.waybill.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

import io.jenkins.plugins.waybill.audit.AuditHead;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The thread that owns the connection. Changes that wait at the same time share one commit; each has a savepoint, so
 * one that fails is rolled back alone. Reads of old rows take their turn between commits.
 */
final class Writer implements AutoCloseable {

    private static final int MOST_CHANGES_IN_A_COMMIT = 256;

    private final Database database;
    private final Handle handle;
    private final Contents contents;
    private final InstantSource clock;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile MemoryState state;
    private volatile boolean closing;

    /** What a read may use. */
    record Contents(Tables tables, AuditTable audit) {}

    private sealed interface Job {}

    private record Read<T>(Function<Contents, T> query, CompletableFuture<T> result) implements Job {}

    private record Write<T>(Store.Change<T> change, CompletableFuture<T> result) implements Job {}

    private record Stop() implements Job {}

    private Writer(Database database, InstantSource clock) {
        this.database = database;
        this.handle = database.handle();
        Tables tables = new Tables(handle);
        this.contents = new Contents(tables, new AuditTable(handle, tables, database.directory()));
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

    <T> CompletableFuture<T> submit(Store.Change<T> change) {
        return enqueue(new Write<>(change, new CompletableFuture<>()));
    }

    <T> CompletableFuture<T> read(Function<Contents, T> query) {
        Read<T> read = new Read<>(query, new CompletableFuture<>());
        if (closing) {
            return CompletableFuture.failedFuture(closed());
        }
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

    private <T> CompletableFuture<T> enqueue(Write<T> write) {
        if (closing) {
            return CompletableFuture.failedFuture(closed());
        }
        jobs.add(write);
        return write.result();
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
            try {
                taken.add(jobs.take());
            } catch (InterruptedException e) {
                continue; // Only close() ends this thread, after what was submitted.
            }
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

    private <T> void answer(Read<T> read) {
        try {
            read.result().complete(read.query().apply(contents));
        } catch (JdbiException e) {
            read.result()
                    .completeExceptionally(new StoreException(
                            "The database in " + database.directory() + " cannot be read: " + Database.rootMessage(e),
                            e));
        } catch (RuntimeException | Error e) {
            read.result().completeExceptionally(e);
        }
    }

    private void commit(List<Write<?>> writes) {
        if (writes.isEmpty()) {
            return;
        }
        AuditHead headBefore = contents.audit().head();
        List<Runnable> outcomes = new ArrayList<>();
        MemoryState after;
        try {
            handle.execute("BEGIN IMMEDIATE");
            after = applyAll(writes, outcomes);
            if (after.version() != state.version()) {
                contents.tables().putMeta("version", Long.toString(after.version()));
                contents.audit().noteHead();
            }
            handle.execute("COMMIT");
        } catch (RuntimeException | Error e) {
            contents.audit().reset(headBefore);
            rollBack();
            StoreException failure = new StoreException(
                    "The change could not be written to the database in " + database.directory() + ": "
                            + Database.rootMessage(e)
                            + ". Nothing was changed. Check the disk's free space and permissions, then try again.",
                    e);
            writes.forEach(write -> write.result().completeExceptionally(failure));
            return;
        }
        state = after;
        if (contents.audit().head().sequence() != headBefore.sequence()) {
            contents.audit().noteHeadBeside();
        }
        outcomes.forEach(Runnable::run);
    }

    private MemoryState applyAll(List<Write<?>> writes, List<Runnable> outcomes) {
        MemoryState current = state;
        for (Write<?> write : writes) {
            current = apply(write, current, outcomes);
        }
        return current;
    }

    private <T> MemoryState apply(Write<T> write, MemoryState before, List<Runnable> outcomes) {
        AuditHead headBefore = contents.audit().head();
        handle.execute("SAVEPOINT change");
        OpenTransaction transaction = new OpenTransaction(before, contents, clock);
        @Nullable T result;
        try {
            result = write.change().apply(transaction);
        } catch (JdbiException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            handle.execute("ROLLBACK TO change");
            handle.execute("RELEASE change");
            contents.audit().reset(headBefore);
            outcomes.add(() -> write.result().completeExceptionally(e));
            return before;
        }
        handle.execute("RELEASE change");
        outcomes.add(() -> write.result().complete(result));
        return transaction.finish();
    }

    private void rollBack() {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException e) {
            // SQLite has already rolled back by itself after some errors, a full disk among them.
            org.slf4j.LoggerFactory.getLogger(Writer.class).debug("No transaction to roll back", e);
        }
    }
}
