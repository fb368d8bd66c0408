package io.jenkins.plugins.waybill.store;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteStoreTest extends StoreContract {

    @Override
    StoreSettings settings() {
        return StoreSettings.embedded();
    }

    @Override
    Connection connect() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("waybill.db"));
    }

    @Test
    void aSecondProcessIsToldWhoHasTheState() {
        try (Store store = open()) {
            assertThat(store.state().projects()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("choose another state directory");
        }
    }

    @Test
    void aDamagedFileIsReportedByName() throws Exception {
        Files.writeString(directory.resolve("waybill.db"), "this is no database, however long it may be. ".repeat(200));
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("waybill.db")
                .hasMessageContaining("restore a backup");
    }
}
