package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jdbi.v3.core.Handle;

/**
 * Numbered SQL scripts that make the schema; each is applied once, in order, and never changed afterwards. Every dialect
 * has its own text under the same name. All that are missing are applied in one transaction.
 */
record Migrations(Dialect dialect, List<String> scripts) {

    private static final List<String> SCRIPTS =
            List.of("001-initial.sql", "002-analysis-runs.sql", "003-approval-gates.sql", "004-delegations.sql");

    /** Keeps the database as it is before it is changed. */
    interface Backup {
        /**
         * Makes the copy.
         *
         * @param version the newest script that the database has
         */
        void take(String version);
    }

    /** What this version of the program knows. */
    static Migrations of(Dialect dialect) {
        return new Migrations(dialect, SCRIPTS);
    }

    /**
     * Brings a database to the newest schema.
     *
     * @param place begins the messages: {@code The database X}
     * @param backup called before anything changes in a database that has a schema already
     */
    void apply(Handle handle, String place, Instant now, Backup backup) {
        handle.execute("CREATE TABLE IF NOT EXISTS schema_migrations ("
                + "script TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)");
        Map<String, String> applied = handle
                .createQuery("SELECT script, checksum FROM schema_migrations")
                .map((row, context) -> Map.entry(row.getString("script"), row.getString("checksum")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        refuseUnknown(applied, place);
        List<String> missing = new ArrayList<>(scripts);
        missing.removeAll(applied.keySet());
        if (missing.isEmpty()) {
            return;
        }
        applied.keySet().stream().max(String::compareTo).ifPresent(backup::take);
        handle.useTransaction(transaction -> {
            for (String script : missing) {
                String sql = text(script);
                transaction.createScript(sql).execute();
                transaction.execute(
                        "INSERT INTO schema_migrations (script, checksum, applied_at) VALUES (?, ?, ?)",
                        script,
                        checksum(sql),
                        now.toString());
            }
        });
    }

    private void refuseUnknown(Map<String, String> applied, String place) {
        applied.forEach((script, checksum) -> {
            if (!scripts.contains(script)) {
                throw new StoreException(place + " was made by a newer Waybill (it has " + script
                        + "). Start that version or newer, or restore a backup made by this one.");
            }
            if (!checksum.equals(checksum(text(script)))) {
                throw new StoreException(place + " was made with another " + script
                        + " than this Waybill has. It comes from an unreleased build; restore a backup or start with an"
                        + " empty state directory.");
            }
        });
    }

    private String text(String script) {
        try (InputStream resource = Migrations.class.getResourceAsStream(dialect.scripts() + "/" + script)) {
            if (resource == null) {
                throw new IllegalStateException("No migration " + script + " for " + dialect);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
