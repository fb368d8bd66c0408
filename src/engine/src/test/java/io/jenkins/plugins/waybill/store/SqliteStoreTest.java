package io.jenkins.plugins.waybill.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jenkins.plugins.waybill.model.Actor;
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

    @Test
    void aCopyMadeInTheMiddleOfWritingIsWhole() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        try (Store store = open()) {
            writeEvents(store, 50);
            List<CompletableFuture<Object>> writing = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String name = "f" + i;
                writing.add(store.submit(transaction -> {
                    transaction.put(freight(name, name, NOON));
                    transaction.audit("shop", Actor.ENGINE, "FreightCreated", "freight/" + name, detail("x"));
                    return null;
                }));
            }
            store.copyTo(elsewhere.resolve("waybill.db"));
            writing.forEach(CompletableFuture::join);
        }
        try (Store copy = Store.open(elsewhere, settings(), CLOCK)) {
            assertThat(copy.audit().verify().findings()).isEmpty();
            assertThat(copy.audit().verify().events())
                    .isEqualTo(50 + copy.state().project("shop").freight().size());
        }
    }

    @Test
    void aCopyThatCannotBeMadeIsExplainedAndTheOldOneStays() throws Exception {
        Path occupied =
                Files.createDirectories(directory.resolve("copy.db/inside")).getParent();
        try (Store store = open()) {
            assertThatThrownBy(() -> store.copyTo(occupied))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot be copied to " + occupied);
            writeEvents(store, 1);
        }
    }

    @Test
    void closingLeavesOneFileThatIsTheWholeDatabase() throws Exception {
        writeEvents(5);
        assertThat(directory.toFile().list()).contains("waybill.db").noneMatch(name -> name.contains("-wal"));
    }
}
