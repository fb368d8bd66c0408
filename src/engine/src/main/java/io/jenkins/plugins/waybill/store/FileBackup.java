package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/** Copies a SQLite database beside itself, whole and consistent, before its schema changes. */
record FileBackup(Handle handle, Path directory) implements Migrations.Backup {

    @Override
    public void take(String version) {
        Path copy = directory.resolve("waybill-before-upgrade-from-" + version.replace(".sql", "") + ".db");
        Path unfinished = directory.resolve("waybill-before-upgrade.tmp");
        try {
            Files.deleteIfExists(unfinished);
            handle.execute("VACUUM INTO ?", unfinished.toString());
            Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LoggerFactory.getLogger(FileBackup.class)
                .info("The schema of the database in {} is upgraded; as it was, it is kept in {}", directory, copy);
    }
}
