package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The SQLite file, the lock that keeps other processes out of it, and its only connection. */
final class Database implements AutoCloseable {

    private final Path directory;
    private final FileChannel lockFile;
    private final Connection connection;
    private final Handle handle;

    private Database(Path directory, FileChannel lockFile, Connection connection, Handle handle) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.connection = connection;
        this.handle = handle;
    }

    static Database open(Path directory, Instant now) {
        Path file = directory.resolve("waybill.db");
        FileChannel lock = lock(directory);
        @Nullable Connection connection = null;
        try {
            unpackNativeLibraryBeside(directory);
            connection = connect(file);
            Handle handle = Jdbi.create(connection).open();
            Migrations.apply(handle, file, now);
            return new Database(directory, lock, connection, handle);
        } catch (SQLException | JdbiException | IOException e) {
            closeQuietly(connection, lock);
            throw new StoreException(
                    "The database " + file + " cannot be opened: " + rootMessage(e)
                            + ". Check that the directory is writable and has space; if the file is damaged, restore a"
                            + " backup.",
                    e);
        } catch (StoreException e) {
            closeQuietly(connection, lock);
            throw e;
        }
    }

    Handle handle() {
        return handle;
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        handle.close();
        closeQuietly(connection, lockFile);
    }

    private static FileChannel lock(Path directory) {
        Path file = directory.resolve("waybill.lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            @Nullable FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
            if (lock == null) {
                ByteBuffer owner = ByteBuffer.allocate(64);
                channel.read(owner, 0);
                channel.close();
                throw new StoreException("The state in " + directory + " is in use by process "
                        + new String(owner.array(), 0, owner.position(), StandardCharsets.UTF_8).strip()
                        + ". Stop it first, or choose another state directory.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException e) {
            throw new StoreException(
                    "The state directory " + directory + " cannot be used: " + e.getMessage()
                            + ". It must exist or be creatable, and be writable.",
                    e);
        }
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

    private static void closeQuietly(@Nullable Connection connection, FileChannel lock) {
        try (lock;
                AutoCloseable database = connection) {
            // Both are closed on leaving.
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(Database.class).warn("The database did not close cleanly", e);
        }
    }

    static String rootMessage(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
