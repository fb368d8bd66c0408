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

import org.jspecify.annotations.Nullable;

/** Keeps other processes out of a state directory: its mirrors and workspaces too, wherever the database is. */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Makes the directory if need be and takes it.
     *
     * @throws StoreException when another process has it, or it cannot be used
     */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("waybill.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                ByteBuffer owner = ByteBuffer.allocate(64);
                channel.read(owner, 0);
                channel.close();
                throw new StoreException("The state in " + directory + " is in use by process "
                        + new String(owner.array(), 0, owner.position(), StandardCharsets.UTF_8).strip()
                        + ". Stop it first, or choose another state directory.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new StoreException(
                    "The state directory " + directory + " cannot be used: " + e.getMessage()
                            + ". It must exist or be creatable, and be writable.",
                    e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(DirectoryLock.class).warn("The lock file did not close cleanly", e);
        }
    }
}
