package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** A whole, consistent copy of a SQLite database in a single file, made through its own connection while it is in use. */
final class SqliteCopy {

    private SqliteCopy() {}

    /** Makes the copy or replaces an older one at once; whoever looks finds a complete one at any time. */
    static void make(Handle handle, Path target) {
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.deleteIfExists(unfinished);
            handle.execute("VACUUM INTO ?", unfinished.toString());
            try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | JdbiException e) {
            throw new StoreException(
                    "The database cannot be copied to " + target + ": " + RootCause.message(e)
                            + ". There must be as much free space as the database takes.",
                    e);
        }
    }
}
