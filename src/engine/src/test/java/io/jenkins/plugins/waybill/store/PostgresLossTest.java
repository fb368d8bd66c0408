package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.jenkins.plugins.waybill.fixture.PostgresServer;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of changes when the line to the server, or the server, breaks. */
class PostgresLossTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private PostgresServer server;
    private String database;
    private FrailLine line;

    @BeforeEach
    void connect() throws Exception {
        server = PostgresServer.shared();
        database = server.createDatabase();
        line = new FrailLine(server.port());
    }

    @AfterEach
    void disconnect() throws Exception {
        if (line != null) {
            line.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FrailLine.Fate.class,
            names = {"UNHEARD", "UNANSWERED"})
    void aCommitWhoseAnswerNeverComesLandsExactlyOnce(FrailLine.Fate fate) {
        try (Store store = open(LONG)) {
            add(store, "f1");
            line.atNextCommit(fate);
            add(store, "f2");
            assertThat(line.fate()).isEqualTo(FrailLine.Fate.NONE);
            add(store, "f3");
            holdsExactly(store, "f1", "f2", "f3");
            assertThat(store.trouble()).isEmpty();
        }
        try (Store store = open(SHORT)) {
            holdsExactly(store, "f1", "f2", "f3");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FrailLine.Fate.class,
            names = {"UNHEARD", "UNANSWERED"})
    void aCommitInDoubtIsSettledWhenTheConnectionIsBackAfterEverybodyGaveUp(FrailLine.Fate fate) {
        try (Store store = open(SHORT)) {
            add(store, "f1");
            line.stayDownAfterCommit();
            line.atNextCommit(fate);
            assertThatThrownBy(() -> add(store, "f2"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Whether it was kept shows when the connection is back");
            line.mend();
            until(() -> store.trouble().isEmpty());
            add(store, "f3");
            if (fate == FrailLine.Fate.UNANSWERED) {
                holdsExactly(store, "f1", "f2", "f3");
            } else {
                holdsExactly(store, "f1", "f3");
            }
        }
    }

    @Test
    void whileTheServerIsAwayTheStateIsReadAndChangesFailWithTheReasonUntilItIsBack() throws Exception {
        try (PostgresServer own = PostgresServer.create();
                Store store = Store.open(directory, settings(own.port(), "postgres", SHORT), StoreContract.CLOCK)) {
            add(store, "f1");
            own.stop();
            // Whoever asks while it ends is told that it is ending.
            until(() -> store.trouble()
                    .filter(trouble -> trouble.message().contains("nothing answers there"))
                    .isPresent());
            assertThatThrownBy(() -> add(store, "f2"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("The change could not be written to the PostgreSQL database")
                    .hasMessageContaining("nothing answers there")
                    .hasMessageContaining("Nothing was changed");
            assertThat(store.state().project("shop").freight("f1")).isPresent();
            assertThat(store.trouble()).hasValueSatisfying(trouble -> {
                assertThat(trouble.passing()).isTrue();
                assertThat(trouble.message()).contains("is lost and tried again");
            });
            assertThatThrownBy(() -> store.log("shop", "dev.1")).isInstanceOf(StoreException.class);
            own.start();
            until(() -> store.trouble().isEmpty());
            add(store, "f3");
            holdsExactly(store, "f1", "f3");
        }
    }

    @Test
    void changesWaitForAServerThatIsRestarted() throws Exception {
        try (PostgresServer own = PostgresServer.create();
                Store store = Store.open(directory, settings(own.port(), "postgres", LONG), StoreContract.CLOCK)) {
            add(store, "f1");
            own.stop();
            CompletableFuture<Object> waiting = submit(store, "f2");
            CompletableFuture<Object> later = submit(store, "f3");
            until(() -> store.trouble().isPresent());
            assertThat(waiting).isNotDone();
            own.start();
            waiting.get(5, TimeUnit.MINUTES);
            later.get(5, TimeUnit.MINUTES);
            holdsExactly(store, "f1", "f2", "f3");
        }
    }

    @Test
    void aLostConnectionIsNoticedAndReplacedWhileNobodyAsks() throws Exception {
        try (Store store = open(SHORT)) {
            add(store, "f1");
            String former = sessions();
            server.execute("postgres", "SELECT pg_terminate_backend(" + former + ")");
            until(() -> isAnother(sessions(), former) && store.trouble().isEmpty());
            add(store, "f2");
            holdsExactly(store, "f1", "f2");
        }
    }

    @Test
    void aFormerSessionThatTheServerStillBelievesInIsEnded() throws Exception {
        try (Store store = open(LONG)) {
            add(store, "f1");
            String former = sessions();
            line.cutClientsOnly();
            assertThat(sessions()).isEqualTo(former);
            add(store, "f2");
            holdsExactly(store, "f1", "f2");
            until(() -> isAnother(sessions(), former));
        }
    }

    @Test
    void whoeverHasLostTheDatabaseToAnotherEngineWritesNoMore() {
        try (Store store = open(SHORT)) {
            add(store, "f1");
            line.cut();
            try (Store other = Store.open(
                    directory.resolve("elsewhere"), settings(server.port(), database, SHORT), StoreContract.CLOCK)) {
                add(other, "f2");
            }
            line.mend();
            until(() -> store.trouble().filter(trouble -> !trouble.passing()).isPresent());
            assertThatThrownBy(() -> add(store, "f3"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("was taken over by process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("start this one anew");
        }
        try (Store store = open(SHORT)) {
            holdsFreight(store, "f1", "f2");
        }
    }

    @Test
    void anotherWriterIsNoticedEvenWhereLocksAreIgnored() throws Exception {
        try (Store store = open(SHORT)) {
            add(store, "f1");
            server.execute(database, "UPDATE meta SET value = '7' WHERE name = 'version'");
            assertThatThrownBy(() -> add(store, "f2"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is not what this process left there");
            assertThatThrownBy(() -> add(store, "f3")).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void closingDoesNotWaitForALostServer() {
        Store store = open(Duration.ofHours(1));
        add(store, "f1");
        line.cut();
        CompletableFuture<Object> waiting = submit(store, "f2");
        until(() -> store.trouble().isPresent());
        store.close();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(StoreException.class);
    }

    private Store open(Duration patience) {
        return Store.open(directory, settings(line.port(), database, patience), StoreContract.CLOCK);
    }

    private StoreSettings settings(int port, String name, Duration patience) {
        return new StoreSettings.PostgreSql(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + name,
                PostgresServer.ADMINISTRATOR,
                () -> Optional.of(Secret.of(PostgresServer.PASSWORD)),
                getClass().getClassLoader(),
                patience);
    }

    private static void add(Store store, String freight) {
        try {
            submit(store, freight).join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private static CompletableFuture<Object> submit(Store store, String freight) {
        return store.submit(transaction -> {
            transaction.put(StoreContract.freight(freight, freight, StoreContract.NOON));
            transaction.audit("shop", Actor.ENGINE, "FreightCreated", "freight/" + freight, StoreContract.detail("x"));
            return null;
        });
    }

    private static void holdsExactly(Store store, String... freight) {
        holdsFreight(store, freight);
        assertThat(store.state().version()).isEqualTo(freight.length);
        assertThat(store.audit().verify().events()).isEqualTo(freight.length);
        assertThat(store.audit().verify().findings()).isEmpty();
    }

    private static void holdsFreight(Store store, String... freight) {
        assertThat(store.state().project("shop").freight())
                .extracting(found -> found.name())
                .containsExactlyInAnyOrder(freight);
    }

    private static boolean isAnother(String sessions, String former) {
        return !sessions.isEmpty() && !List.of(sessions.split(",")).contains(former);
    }

    /** The process numbers of the sessions that the server has for the database. */
    private String sessions() {
        try (Connection connection = server.connect("postgres")) {
            return PostgresConnector.ask(
                    connection,
                    "SELECT coalesce(string_agg(pid::text, ','), '') FROM pg_stat_activity WHERE datname = '" + database
                            + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
