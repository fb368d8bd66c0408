package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** A SQLite file in the state directory, locked for good while it is open. */
final class SqliteDatabase implements Database {

    static final String FILE = "waybill.db";

    private final Path directory;
    private final DirectoryLock lock;
    private final Connection connection;
    private final Handle handle;

    private SqliteDatabase(Path directory, DirectoryLock lock, Connection connection, Handle handle) {
        this.directory = directory;
        this.lock = lock;
        this.connection = connection;
        this.handle = handle;
    }

    static SqliteDatabase open(Path directory, Instant now) {
        Path file = directory.resolve(FILE);
        DirectoryLock lock = DirectoryLock.take(directory);
        @Nullable Connection connection = null;
        try {
            StorePlace.expectFile(directory, file);
            unpackNativeLibraryBeside(directory);
            connection = connect(file);
            Handle handle = Jdbi.create(connection).open();
            Migrations.of(Dialect.SQLITE).apply(handle, "The database " + file, now, new FileBackup(handle, directory));
            return new SqliteDatabase(directory, lock, connection, handle);
        } catch (SQLException | JdbiException | IOException e) {
            closeQuietly(connection, lock);
            throw new StoreException(
                    "The database " + file + " cannot be opened: " + RootCause.message(e)
                            + ". Check that the directory is writable and has space; if the file is damaged, restore a"
                            + " backup.",
                    e);
        } catch (StoreException e) {
            closeQuietly(connection, lock);
            throw e;
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public Handle handle() {
        return handle;
    }

    @Override
    public String place() {
        return "the database in " + directory;
    }

    @Override
    public String remedy() {
        return "Check the disk's free space and permissions, then try again.";
    }

    @Override
    public Path auditNote() {
        return directory.resolve("audit.head");
    }

    @Override
    public boolean isLost(RuntimeException error) {
        return false;
    }

    @Override
    public void reconnect() {
        throw new IllegalStateException("A file is never lost.");
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }

    @Override
    public Duration heartbeat() {
        return Duration.ofDays(1);
    }

    @Override
    public void copyTo(Path file) {
        SqliteCopy.make(handle, file);
    }

    @Override
    public void close() {
        handle.close();
        closeQuietly(connection, lock);
    }

    /** /tmp is often mounted noexec; the library asks once in a process, so the first store decides. */
    private static void unpackNativeLibraryBeside(Path directory) throws IOException {
        if (System.getProperty("org.sqlite.tmpdir") == null) {
            Path library = Files.createDirectories(directory.resolve("native"));
            System.setProperty("org.sqlite.tmpdir", library.toAbsolutePath().toString());
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    private static void closeQuietly(@Nullable Connection connection, DirectoryLock lock) {
        try (lock;
                AutoCloseable database = connection) {
            // Both are closed on leaving.
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(SqliteDatabase.class).warn("The database did not close cleanly", e);
        }
    }
}
