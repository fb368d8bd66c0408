package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.audit.AuditHead;
import io.jenkins.plugins.waybill.audit.AuditLog;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Promotion;

/** The engine's durable state. Thread-safe; one process owns a directory at a time. */
public final class Store implements AutoCloseable {

    private final Writer writer;
    private volatile CommitWatcher watcher = (duration, failed) -> {};

    private Store(Writer writer) {
        this.writer = writer;
    }

    /**
     * Opens or creates the SQLite database in a directory, migrates it, and rebuilds the state in memory.
     *
     * @throws StoreException when the directory cannot be used, another process has it, or the database is damaged or
     *     newer than this program
     */
    public static Store open(Path directory, InstantSource clock) {
        return open(directory, StoreSettings.embedded(), clock);
    }

    /**
     * Opens or creates a database, migrates it, and rebuilds the state in memory.
     *
     * @param directory belongs to this process too, wherever the database is
     * @throws StoreException as above, or when the database cannot be reached; the message says what could help
     */
    public static Store open(Path directory, StoreSettings settings, InstantSource clock) {
        Database database = settings instanceof StoreSettings.PostgreSql postgres
                ? PostgresDatabase.open(directory, postgres, clock.instant())
                : SqliteDatabase.open(directory, clock.instant());
        try {
            return new Store(Writer.start(database, clock));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Connects to a database, changes nothing, and tells the server's version.
     *
     * @throws StoreException when it cannot be used; the message says what could help
     */
    public static String tryOut(StoreSettings.PostgreSql settings) {
        PostgresConnector connector = new PostgresConnector(settings);
        try (Connection connection = connector.connect()) {
            return PostgresConnector.ask(connection, "SHOW server_version");
        } catch (ConnectionLost e) {
            throw new StoreException(
                    PostgresDatabase.capital(connector.place()) + " cannot be reached: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new StoreException(
                    PostgresDatabase.capital(connector.place()) + " cannot be used: " + connector.explain(e), e);
        }
    }

    /** Everything as of the last durable change; never blocks. */
    public State state() {
        return writer.state();
    }

    /**
     * Applies a change all or nothing and returns when it is durable; exceptions of the change come out unchanged.
     *
     * @throws StoreException when the change could not be made durable; it is then not visible either
     */
    public <T> T write(Change<T> change) {
        writer.refuseToWaitForItself();
        return await(submit(change));
    }

    /** As {@link #write}, without waiting; changes are applied in the order submitted. */
    public <T> CompletableFuture<T> submit(Change<T> change) {
        long began = System.nanoTime();
        CompletableFuture<T> result = writer.submit(change);
        result.whenComplete((value, failure) ->
                watcher.took(Duration.ofNanos(System.nanoTime() - began), failure instanceof StoreException));
        return result;
    }

    /** Has somebody told of every change; in place of who was told before. */
    public void watchCommits(CommitWatcher newWatcher) {
        watcher = newWatcher;
    }

    /** Learns how long changes take. */
    @FunctionalInterface
    public interface CommitWatcher {
        /**
         * A change is durable, or never will be.
         *
         * @param duration since it was submitted
         * @param failed whether the store could not write it; a change that its own code refused did not fail
         */
        void took(Duration duration, boolean failed);
    }

    /** Why nothing can be written or looked up at the moment; empty when all is well. Never blocks. */
    public Optional<StoreTrouble> trouble() {
        return writer.trouble();
    }

    /** A promotion with all its steps, however old. */
    public Optional<Promotion> promotion(String project, String name) {
        MemoryProject known = writer.state().project(project);
        if (known.promotion(name).isEmpty()) {
            return Optional.empty();
        }
        Promotion running = known.running().get(name);
        return running != null
                ? Optional.of(running)
                : await(writer.read(database -> database.tables().promotion(project, name)));
    }

    /** An execution of analysis templates, finished or not, while its verification is remembered. */
    public Optional<AnalysisRun> analysisRun(String project, String name) {
        return await(writer.read(database -> database.tables().analysisRun(project, name)));
    }

    /** Executions of analysis templates that have not ended. */
    public List<AnalysisRun> unfinishedAnalysisRuns(String project) {
        return await(writer.read(database -> database.tables().unfinishedAnalysisRuns(project)));
    }

    /** Lines that a promotion's steps logged, oldest first. */
    public List<LogLine> log(String project, String promotion) {
        return await(writer.read(database -> database.tables().log(project, promotion)));
    }

    /** The event log. */
    public AuditLog audit() {
        return new AuditLog() {
            @Override
            public List<AuditEvent> events(AuditFilter filter, long before, int limit) {
                return await(writer.read(database -> database.audit().events(filter, before, limit)));
            }

            @Override
            public Result verify() {
                return await(writer.read(database -> database.audit().verify()));
            }

            @Override
            public AuditHead head() {
                return await(writer.read(database -> database.audit().head()));
            }
        };
    }

    /**
     * Makes a whole, consistent copy of a SQLite database in one file, or replaces an older one at once. Changes wait
     * meanwhile.
     *
     * @throws StoreException when it cannot be made; a PostgreSQL database is copied with pg_dump
     */
    public void copyTo(Path file) {
        await(writer.read(contents -> {
            contents.database().copyTo(file);
            return file;
        }));
    }

    /** Finishes what was submitted and lets go of the directory. */
    @Override
    public void close() {
        writer.close();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** A change of the state; runs on the writer thread and must not block or reach outside. */
    @FunctionalInterface
    public interface Change<T> {
        /** Reads through {@link Transaction#state()} and puts what is new. */
        T apply(Transaction transaction);
    }
}
