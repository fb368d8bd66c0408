package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;

import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/** Copies a SQLite database beside itself before its schema changes. */
record FileBackup(Handle handle, Path directory) implements Migrations.Backup {

    @Override
    public void take(String version) {
        Path copy = directory.resolve("waybill-before-upgrade-from-" + version.replace(".sql", "") + ".db");
        SqliteCopy.make(handle, copy);
        LoggerFactory.getLogger(FileBackup.class)
                .info("The schema of the database in {} is upgraded; as it was, it is kept in {}", directory, copy);
    }
}
