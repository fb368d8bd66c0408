package io.jenkins.plugins.waybill.store;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.fixture.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresStoreTest extends StoreContract {

    private PostgresServer server;
    private String database;

    @BeforeEach
    void makeDatabase() throws Exception {
        server = PostgresServer.shared();
        database = server.createDatabase();
    }

    @Override
    StoreSettings settings() {
        return server.settings(database);
    }

    @Override
    Connection connect() throws Exception {
        return server.connect(database);
    }

    @Test
    void aSecondEngineIsToldWhoHasTheDatabase() {
        try (Store store = open()) {
            assertThat(store.state().projects()).isEmpty();
            assertThatThrownBy(() -> Store.open(elsewhere(), settings(), CLOCK))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(database + " is in use by process "
                            + ProcessHandle.current().pid() + " on ")
                    .hasMessageContaining("choose another database or schema");
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("choose another state directory");
        }
        Store.open(elsewhere(), settings(), CLOCK).close();
    }

    @Test
    void eachSchemaHoldsAStoreOfItsOwn() throws Exception {
        server.execute(database, "CREATE SCHEMA one", "CREATE SCHEMA two");
        try (Store one = Store.open(directory, inSchema("one"), CLOCK);
                Store two = Store.open(elsewhere(), inSchema("two"), CLOCK)) {
            one.write(transaction -> {
                transaction.put(freight("f1", "one", NOON));
                return null;
            });
            assertThat(one.state().project("shop").freight("f1")).isPresent();
            assertThat(two.state().projects()).isEmpty();
        }
        try (Store two = Store.open(elsewhere(), inSchema("two"), CLOCK)) {
            assertThat(two.state().projects()).isEmpty();
        }
    }

    @Test
    void aDirectoryWhoseStateIsHereIsNotBegunAnewInAFile() {
        Store.open(directory, settings(), CLOCK).close();
        assertThatThrownBy(() -> Store.open(directory, CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is in the PostgreSQL database " + server.url(database))
                .hasMessageContaining("--store");
        Store.open(directory, settings(), CLOCK).close();
    }

    @Test
    void aDirectoryWithAStateOfItsOwnIsNotHiddenByAnother() {
        Store.open(directory, CLOCK).close();
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("waybill.db would not be seen in the PostgreSQL database");
        Store.open(directory, CLOCK).close();
    }

    @Test
    void copiesAreLeftToTheServersOwnTools() {
        try (Store store = open()) {
            assertThatThrownBy(() -> store.copyTo(directory.resolve("copy.db")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is copied with pg_dump");
        }
    }

    @Test
    void aSchemaThatIsNotThereIsNamedAsTheCause() {
        refused(inSchema("nowhere"), "there is no schema", "CREATE SCHEMA");
    }

    @Test
    void anUnknownHostIsNamed() {
        refused(
                PostgresServer.settings("jdbc:postgresql://no-such-host.invalid/store", "ann", "x"),
                "the host no-such-host.invalid is not known");
    }

    @Test
    void aPortWhereNothingListensIsExplained() {
        refused(
                PostgresServer.settings("jdbc:postgresql://127.0.0.1:1/store", "ann", "x"),
                "nothing answers there",
                "127.0.0.1:1");
    }

    @Test
    void aWrongPasswordIsExplainedAndNotShown() {
        assertThatThrownBy(() -> Store.open(
                        directory,
                        PostgresServer.settings(server.url(database), PostgresServer.ADMINISTRATOR, "hunter2"),
                        CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("user 'waybill' is not let in: password authentication failed")
                .hasMessageContaining("Check user and password")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMissingPasswordIsExplained() {
        refused(
                new StoreSettings.PostgreSql(
                        server.url(database),
                        PostgresServer.ADMINISTRATOR,
                        Optional::empty,
                        getClass().getClassLoader(),
                        Duration.ofSeconds(1)),
                "user 'waybill' is not let in",
                "no password was provided");
    }

    @Test
    void aMissingDatabaseIsExplained() {
        refused(server.settings("nothing"), "database \"nothing\" does not exist", "CREATE DATABASE");
    }

    @Test
    void aUserWhoMayNotMakeTablesIsToldWhichRightIsMissing() throws Exception {
        server.execute(database, "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN PASSWORD 'x'");
        server.execute(database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        refused(
                PostgresServer.settings(server.url(database), "reader", "x"),
                "user 'reader' lacks a right: permission denied for schema public",
                "GRANT CREATE ON SCHEMA");
    }

    @Test
    void aDatabaseThatCannotKeepEveryTextIsRefused() throws Exception {
        server.execute(
                "postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        refused(server.settings("latin"), "is encoded as LATIN1", "ENCODING 'UTF8'");
        server.execute("postgres", "DROP DATABASE latin");
    }

    @Test
    void anOldServerIsRefused() {
        PostgresConnector connector = new PostgresConnector(server.settings(database));
        connector.refuseOld(130_000);
        assertThatThrownBy(() -> connector.refuseOld(120_022))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is kept by PostgreSQL 12; Waybill needs version 13 or newer");
    }

    @Test
    void theDriverMayComeFromAClassLoaderOfItsOwn() throws Exception {
        URL driver = Class.forName("org.postgresql.Driver")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {driver}, ClassLoader.getPlatformClassLoader())) {
            PostgresConnector connector = new PostgresConnector(
                    new StoreSettings.PostgreSql(server.url(database), "ann", Optional::empty, alone, Duration.ZERO));
            assertThat(connector.driver().getClass().getClassLoader()).isSameAs(alone);
        }
    }

    @Test
    void aMissingDriverIsNamed() {
        PostgresConnector connector = new PostgresConnector(server.settings(database));
        assertThatThrownBy(() -> connector.chosen(Stream.empty()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("There is no JDBC driver for PostgreSQL here")
                .hasMessageContaining("org.postgresql:postgresql");
    }

    @Test
    void anAddressWithSecretsIsRefusedWithoutShowingThem() {
        for (String url : new String[] {
            "jdbc:postgresql://ann:hunter2@db/store",
            "jdbc:postgresql://db/store?user=ann&password=hunter2",
            "jdbc:postgresql://db/store?sslpassword=hunter2"
        }) {
            assertThatThrownBy(() -> PostgresServer.settings(url, "ann", "x"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("carries a user or a password")
                    .hasMessageNotContaining("hunter2");
        }
        assertThatThrownBy(() -> PostgresServer.settings("jdbc:mysql://db/store", "ann", "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("expected jdbc:postgresql://HOST:PORT/DATABASE");
        assertThat(PostgresServer.settings("jdbc:postgresql://db/store", "ann", "hunter2")
                        .toString())
                .doesNotContain("hunter2");
    }

    private void refused(StoreSettings settings, String... parts) {
        assertThatThrownBy(() -> Store.open(directory, settings, CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(parts);
        // Nothing is held back: with other settings it works at once.
        Store.open(directory, settings(), CLOCK).close();
    }

    private StoreSettings inSchema(String schema) {
        return PostgresServer.settings(
                server.url(database) + "?currentSchema=" + schema,
                PostgresServer.ADMINISTRATOR,
                PostgresServer.PASSWORD);
    }

    private Path elsewhere() {
        return directory.resolve("elsewhere");
    }
}
