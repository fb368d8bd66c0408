package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.LoggerFactory;

/**
 * A schema of a PostgreSQL database. One session has it, by an advisory lock that ends with the session; whoever opens it
 * leaves a note of itself, so that a session that comes back sees whether somebody else had it meanwhile.
 */
final class PostgresDatabase implements Database {

    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration TIME_FOR_A_DEAD_SESSION_TO_END = Duration.ofSeconds(5);
    private static final String OWNER = "owner";
    private static final String STORE_ID = "store.id";

    /** SQL states beyond class 08 that mean that the session is over, or that its last answer is missing. */
    private static final Set<String> ENDED =
            Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25006", "40003");

    /** "WAYB" above the schema's object id: one lock for each schema of the database. */
    private static final String KEY = "1465473346";

    private static final String OURS = "locktype = 'advisory' AND granted AND objsubid = 1 AND classid = " + KEY
            + " AND objid = current_schema()::regnamespace::oid"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final Path directory;
    private final DirectoryLock lock;
    private final PostgresConnector connector;
    private final Duration patience;
    private final Owner owner;
    private Session session;
    private String storeId = "";

    private record Session(Connection connection, Handle handle, int process) {

        static Session of(Connection connection) throws SQLException {
            return new Session(
                    connection,
                    Jdbi.create(connection).open(),
                    Integer.parseInt(PostgresConnector.ask(connection, "SELECT pg_backend_pid()")));
        }

        void close() {
            try (connection) {
                handle.close();
            } catch (SQLException | JdbiException e) {
                LoggerFactory.getLogger(PostgresDatabase.class).debug("The session was over already", e);
            }
        }
    }

    private PostgresDatabase(
            Path directory,
            DirectoryLock lock,
            PostgresConnector connector,
            Duration patience,
            Owner owner,
            Session session) {
        this.directory = directory;
        this.lock = lock;
        this.connector = connector;
        this.patience = patience;
        this.owner = owner;
        this.session = session;
    }

    static PostgresDatabase open(Path directory, StoreSettings.PostgreSql settings, Instant now) {
        DirectoryLock lock = DirectoryLock.take(directory);
        PostgresConnector connector = new PostgresConnector(settings);
        Optional<Session> session = Optional.empty();
        try {
            StorePlace.expectServer(directory, directory.resolve(SqliteDatabase.FILE), connector.place());
            session = Optional.of(Session.of(connector.connect()));
            PostgresDatabase database = new PostgresDatabase(
                    directory, lock, connector, settings.patience(), Owner.here(now), session.get());
            database.takeFirst(now);
            StorePlace.note(directory, connector.place());
            return database;
        } catch (SQLException | JdbiException | ConnectionLost e) {
            session.ifPresent(Session::close);
            lock.close();
            throw new StoreException(
                    capital(connector.place()) + " cannot be opened: "
                            + (e instanceof ConnectionLost ? e.getMessage() : connector.explain(e)),
                    e);
        } catch (RuntimeException | Error e) {
            session.ifPresent(Session::close);
            lock.close();
            throw e;
        }
    }

    private void takeFirst(Instant now) throws SQLException {
        if (ask("SELECT current_schema()").equals("null")) {
            throw new StoreException(capital(place())
                    + " cannot be opened: there is no schema of the name in currentSchema (or in the user's"
                    + " search_path). Make it with CREATE SCHEMA, or name another.");
        }
        long deadline = System.nanoTime() + TIME_FOR_A_DEAD_SESSION_TO_END.toNanos();
        while (!lockIsTaken()) {
            if (System.nanoTime() - deadline > 0) {
                throw new StoreException(capital(place()) + " is in use by " + holder()
                        + ". Stop it first, or choose another database or schema. Of a machine that is gone, the server"
                        + " lets go after about a minute.");
            }
            pause();
        }
        Handle handle = session.handle();
        // Either all scripts are applied or none: nothing to be kept for a failure. For going back to an older Waybill
        // there is pg_dump, which only the owner of the server can place well.
        Migrations.of(Dialect.POSTGRESQL).apply(handle, capital(place()), now, version -> {});
        String put = RowChanges.upsert("meta", List.of("name"), List.of("value"));
        handle.execute(put, OWNER, owner.toString());
        handle.execute(
                "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                STORE_ID,
                UUID.randomUUID().toString());
        storeId = meta(STORE_ID).orElseThrow();
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public Handle handle() {
        return session.handle();
    }

    @Override
    public String place() {
        return connector.place();
    }

    @Override
    public String remedy() {
        return "Look at the server and its log, then try again.";
    }

    @Override
    public Path auditNote() {
        return directory.resolve("audit-" + storeId + ".head");
    }

    @Override
    public boolean isLost(RuntimeException error) {
        String state = PostgresConnector.state(error);
        if (state != null && (state.startsWith("08") || ENDED.contains(state))) {
            return true;
        }
        try {
            return session.connection().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void reconnect() {
        session.close();
        int former = session.process();
        try {
            session = Session.of(connector.connect());
            takeAgain(former);
        } catch (SQLException | JdbiException e) {
            session.close();
            throw new ConnectionLost(connector.explain(e), e);
        } catch (ConnectionLost | StoreException e) {
            session.close();
            throw e;
        }
    }

    private void takeAgain(int former) throws SQLException {
        boolean taken = lockIsTaken();
        Owner noted = meta(OWNER).map(Owner::parse).orElse(null);
        if (noted == null || !noted.id().equals(owner.id())) {
            throw new StoreException(capital(place()) + " was taken over by "
                    + (noted == null ? "somebody who emptied it" : noted.description())
                    + " while the connection was lost. Nothing more is written from here; stop the other engine and"
                    + " start this one anew, if this is the one that should go on.");
        }
        if (!taken) {
            // The server has not noticed yet that the former session is dead.
            ask("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE pid = " + former + " AND " + OURS + " LIMIT 1");
            throw new ConnectionLost(
                    "the server still has the former session, which is being ended (" + holder() + ").",
                    new IllegalStateException("locked"));
        }
    }

    private boolean lockIsTaken() throws SQLException {
        return ask("SELECT pg_try_advisory_lock((" + KEY
                        + "::bigint << 32) | current_schema()::regnamespace::oid::bigint)")
                .equals("t");
    }

    private String holder() throws SQLException {
        String holder = ask("SELECT regexp_replace(coalesce(nullif(application_name, ''), 'another session'),"
                + " '^waybill ', '') || ' since ' || coalesce(to_char(backend_start AT TIME ZONE 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), 'some time')"
                + " FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE " + OURS);
        return holder.isEmpty() ? "another session" : holder;
    }

    private Optional<String> meta(String name) {
        return session.handle()
                .createQuery("SELECT value FROM meta WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findFirst();
    }

    private String ask(String sql) throws SQLException {
        return PostgresConnector.ask(session.connection(), sql);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Opening the database was interrupted.", e);
        }
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public Duration heartbeat() {
        return patience.compareTo(LONGEST_HEARTBEAT) < 0 ? patience : LONGEST_HEARTBEAT;
    }

    @Override
    public void copyTo(Path file) {
        throw new StoreException(capital(place()) + " is copied with pg_dump, while it is in use or not.");
    }

    @Override
    public void close() {
        session.close();
        lock.close();
    }
}
