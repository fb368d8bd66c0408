package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jdbi.v3.core.Handle;

/** Numbered SQL scripts that make the schema; each is applied once, in order, and never changed afterwards. */
final class Migrations {

    private static final List<String> SCRIPTS =
            List.of("001-initial.sql", "002-analysis-runs.sql", "003-approval-gates.sql");

    private Migrations() {}

    static void apply(Handle handle, Path database, Instant now) {
        handle.execute("CREATE TABLE IF NOT EXISTS schema_migrations ("
                + "script TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)");
        Map<String, String> applied = handle
                .createQuery("SELECT script, checksum FROM schema_migrations")
                .map((row, context) -> Map.entry(row.getString("script"), row.getString("checksum")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        for (String script : applied.keySet()) {
            if (!SCRIPTS.contains(script)) {
                throw new StoreException("The database " + database + " was made by a newer Waybill (it has " + script
                        + "). Start that version or newer, or restore a backup made by this one.");
            }
        }
        for (String script : SCRIPTS) {
            String sql = text(script);
            String checksum = checksum(sql);
            String known = applied.get(script);
            if (known == null) {
                handle.useTransaction(transaction -> {
                    transaction.createScript(sql).execute();
                    transaction.execute(
                            "INSERT INTO schema_migrations (script, checksum, applied_at) VALUES (?, ?, ?)",
                            script,
                            checksum,
                            now.toString());
                });
            } else if (!known.equals(checksum)) {
                throw new StoreException("The database " + database + " was made with another " + script
                        + " than this Waybill has. It comes from an unreleased build; restore a backup or start with an"
                        + " empty state directory.");
            }
        }
    }

    private static String text(String script) {
        try (InputStream resource = Migrations.class.getResourceAsStream(script)) {
            if (resource == null) {
                throw new IllegalStateException("No migration " + script);
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
