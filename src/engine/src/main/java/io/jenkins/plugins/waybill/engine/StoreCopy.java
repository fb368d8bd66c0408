package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;

import io.jenkins.plugins.waybill.store.Store;

/** A copy of the database that may be copied itself at any time, unlike the database. */
final class StoreCopy {

    private final Store store;
    private final Path file;
    private long copied = -1;

    StoreCopy(Store store, Path home) {
        this.store = store;
        file = home.resolve("backup").resolve("waybill.db");
    }

    /** Replaces it if anything has changed since. */
    void renew() {
        long version = store.state().version();
        if (version != copied) {
            store.copyTo(file);
            copied = version;
        }
    }
}
