package io.jenkins.plugins.waybill.store;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.host.Secret;
import org.jspecify.annotations.Nullable;

/** Makes connections, and says in words why there is none. */
final class PostgresConnector {

    /** The oldest version that is still looked after by its makers. */
    static final int OLDEST_VERSION = 13;

    private static final int VERSION_UNIT = 10_000;

    private final StoreSettings.PostgreSql settings;

    PostgresConnector(StoreSettings.PostgreSql settings) {
        this.settings = settings;
    }

    /** Which database it is, without secrets and parameters. */
    String place() {
        return "the PostgreSQL database " + settings.url().split("[?]", 2)[0];
    }

    /**
     * A session that commits when asked, on a server that is good enough.
     *
     * @throws ConnectionLost when there is none now
     */
    Connection connect() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        settings.password()
                .get()
                .map(Secret::reveal)
                .ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "waybill " + Owner.HERE);
        // Half-open connections are noticed on both sides; parameters of the URL go before these.
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "20");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("targetServerType", "primary");
        Driver driver = driver();
        try {
            Connection connection = driver.connect(settings.url(), properties);
            if (connection == null) {
                throw new StoreException("'" + settings.url() + "' is no address of a PostgreSQL database; expected "
                        + StoreSettings.PostgreSql.PREFIX + "//HOST:PORT/DATABASE.");
            }
            try {
                prepare(connection);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new ConnectionLost(explain(e), e);
        }
    }

    Driver driver() {
        return chosen(Stream.concat(
                ServiceLoader.load(Driver.class, settings.drivers()).stream().map(ServiceLoader.Provider::get),
                DriverManager.drivers()));
    }

    Driver chosen(Stream<Driver> drivers) {
        return drivers.filter(this::fits)
                .findFirst()
                .orElseThrow(() -> new StoreException("There is no JDBC driver for PostgreSQL here, so " + place()
                        + " cannot be used. In Jenkins, install the plugin 'PostgreSQL API'; elsewhere put"
                        + " org.postgresql:postgresql on the class path."));
    }

    private boolean fits(Driver driver) {
        try {
            return driver.acceptsURL(settings.url());
        } catch (SQLException e) {
            return false;
        }
    }

    private void prepare(Connection connection) throws SQLException {
        refuseOld(Integer.parseInt(ask(connection, "SHOW server_version_num")));
        if (!"UTF8".equals(ask(connection, "SHOW server_encoding"))) {
            throw new StoreException(
                    PostgresDatabase.capital(place()) + " is encoded as " + ask(connection, "SHOW server_encoding")
                            + "; make it with ENCODING 'UTF8', so that every text can be kept.");
        }
        if ("t".equals(ask(connection, "SELECT pg_is_in_recovery()"))) {
            throw new SQLException("the server is a standby, which cannot be written to; name the primary", "25006");
        }
        // A session owns the database, so nothing may end it for being idle, and a dead one is to be found out soon.
        set(connection, "idle_session_timeout", "0");
        set(connection, "idle_in_transaction_session_timeout", "0");
        set(connection, "statement_timeout", "0");
        set(connection, "tcp_keepalives_idle", "30");
        set(connection, "tcp_keepalives_interval", "10");
        set(connection, "tcp_keepalives_count", "3");
        if (!"on remote_apply remote_write".contains(ask(connection, "SHOW synchronous_commit"))) {
            set(connection, "synchronous_commit", "on");
        }
    }

    /** Settings that a version does not know are none of its features either. */
    private static void set(Connection connection, String name, String value) throws SQLException {
        ask(connection, "SELECT set_config(name, '" + value + "', false) FROM pg_settings WHERE name = '" + name + "'");
    }

    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() ? String.valueOf(answer.getString(1)) : "";
        }
    }

    void refuseOld(int versionNumber) {
        if (versionNumber / VERSION_UNIT < OLDEST_VERSION) {
            throw new StoreException(PostgresDatabase.capital(place()) + " is kept by PostgreSQL "
                    + versionNumber / VERSION_UNIT + "; Waybill needs version " + OLDEST_VERSION + " or newer.");
        }
    }

    /** What went wrong and what could help. */
    String explain(Throwable error) {
        Throwable root = RootCause.of(error);
        if (root instanceof UnknownHostException) {
            return "the host " + root.getMessage() + " is not known. Check its name in " + settings.url() + ".";
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return "nothing answers there (" + root.getMessage()
                    + "). Check host and port, and that the server runs and" + " listens for TCP connections.";
        }
        if (root instanceof SocketTimeoutException) {
            return "there was no answer in time. Check host, port and firewalls.";
        }
        String state = state(error);
        String said = String.valueOf(root.getMessage()).replaceFirst("^(FATAL|ERROR): ", "");
        return switch (state == null ? "" : state) {
            case "28P01" -> "user '" + settings.user() + "' is not let in: " + said + ". Check user and password.";
            case "08004" -> "user '" + settings.user() + "' is not let in: " + said;
            case "28000" ->
                "user '" + settings.user() + "' is not let in: " + said
                        + ". The server's pg_hba.conf decides who may come from where, and with what.";
            case "3D000" ->
                said + ". Make it with: CREATE DATABASE name OWNER \"" + settings.user() + "\" ENCODING 'UTF8'.";
            case "3F000" -> said + ". Make it with: CREATE SCHEMA name AUTHORIZATION \"" + settings.user() + "\".";
            case "42501" ->
                "user '" + settings.user() + "' lacks a right: " + said
                        + ". Waybill makes its own tables: GRANT CREATE ON SCHEMA name TO \"" + settings.user()
                        + "\", or let it own the database.";
            case "53300" -> said + ". Raise max_connections or end other sessions; Waybill needs one.";
            default -> said;
        };
    }

    static @Nullable String state(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
