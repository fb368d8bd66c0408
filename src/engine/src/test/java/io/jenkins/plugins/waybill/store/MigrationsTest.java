package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.jenkins.plugins.waybill.fixture.PostgresServer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MigrationsTest {

    private static final List<String> OLD = List.of("001-initial.sql");

    @TempDir
    Path directory;

    private String database = "";

    @Test
    void bothDialectsMakeTheSameTables() throws Exception {
        assertThat(columnsAfterAll(Dialect.POSTGRESQL))
                .isEqualTo(columnsAfterAll(Dialect.SQLITE))
                .isNotEmpty();
    }

    @Test
    void aPostgresDatabaseOfAnOlderSchemaIsBroughtUpToDate() throws Exception {
        try (Connection connection = connect(Dialect.POSTGRESQL)) {
            migrate(connection, Dialect.POSTGRESQL, OLD);
        }
        StoreSettings settings = PostgresServer.shared().settings(database);
        try (Store store = Store.open(directory, settings, StoreContract.CLOCK)) {
            store.write(transaction -> {
                transaction.put(StoreContract.gate("g1"));
                return null;
            });
        }
        try (Store store = Store.open(directory, settings, StoreContract.CLOCK)) {
            assertThat(store.state().project("shop").approval("g1")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anUpgradeThatFailsChangesNothing(Dialect dialect) throws Exception {
        try (Connection connection = connect(dialect)) {
            migrate(connection, dialect, OLD);
            Jdbi.create(connection).useHandle(handle -> handle.execute("CREATE TABLE approval_gates (own TEXT)"));
            Set<String> before = columns(connection, dialect);
            assertThatThrownBy(() ->
                            migrate(connection, dialect, Migrations.of(dialect).scripts()))
                    .isInstanceOf(JdbiException.class)
                    .rootCause()
                    .hasMessageContaining("approval_gates");
            assertThat(columns(connection, dialect)).isEqualTo(before);
            Jdbi.create(connection).useHandle(handle -> handle.execute("DROP TABLE approval_gates"));
            migrate(connection, dialect, Migrations.of(dialect).scripts());
            assertThat(columns(connection, dialect)).contains("approval_gates.document", "analysis_runs.document");
        }
    }

    private Set<String> columnsAfterAll(Dialect dialect) throws Exception {
        try (Connection connection = connect(dialect)) {
            migrate(connection, dialect, Migrations.of(dialect).scripts());
            return columns(connection, dialect);
        }
    }

    private static void migrate(Connection connection, Dialect dialect, List<String> scripts) {
        Jdbi.create(connection).useHandle(handle -> new Migrations(dialect, scripts)
                .apply(handle, "The database", StoreContract.NOON, version -> {}));
    }

    private Connection connect(Dialect dialect) throws Exception {
        if (dialect == Dialect.SQLITE) {
            return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("any.db"));
        }
        PostgresServer server = PostgresServer.shared();
        database = server.createDatabase();
        return server.connect(database);
    }

    private static Set<String> columns(Connection connection, Dialect dialect) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        Set<String> columns = new TreeSet<>();
        try (ResultSet rows = about.getColumns(null, dialect == Dialect.POSTGRESQL ? "public" : null, "%", "%")) {
            while (rows.next()) {
                String table = rows.getString("TABLE_NAME");
                if (!table.startsWith("sqlite_")) {
                    columns.add(table + "." + rows.getString("COLUMN_NAME"));
                }
            }
        }
        return columns;
    }
}
