package io.jenkins.plugins.waybill.store;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.jenkins.plugins.waybill.host.Secret;

/** Where the state is kept. */
public sealed interface StoreSettings {

    /** A SQLite file in the state directory: nothing to set up, nobody else to depend on. */
    static StoreSettings embedded() {
        return new Embedded(Duration.ofHours(1));
    }

    /**
     * A SQLite file in the state directory. Its journal makes it unsafe to copy file by file while it is in use, so the
     * engine keeps a copy that is safe.
     *
     * @param copies how often {@code backup/waybill.db} is replaced, if anything has changed; zero for never
     */
    record Embedded(Duration copies) implements StoreSettings {}

    /**
     * A PostgreSQL database, version 13 or newer. Mirrors and workspaces stay in the state directory.
     *
     * @param url as the JDBC driver takes it, {@code jdbc:postgresql://HOST[:PORT]/DATABASE[?currentSchema=…&…]};
     *     without user and password, since it appears in messages and logs
     * @param user who logs in; must be allowed to create tables in the schema
     * @param password asked for whenever a connection is made, so that it may change meanwhile; empty for none
     * @param drivers where the driver is looked for, before those that the program itself has
     * @param patience how long a change waits for a lost connection before it fails
     */
    record PostgreSql(
            String url, String user, Supplier<Optional<Secret>> password, ClassLoader drivers, Duration patience)
            implements StoreSettings {

        /** How URLs of this kind begin. */
        public static final String PREFIX = "jdbc:postgresql:";

        /** Long enough for a server to be restarted, short enough for somebody who waits for a page. */
        public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

        /** {@link StoreException} with what is expected when the URL is no such URL or carries secrets. */
        public PostgreSql {
            Objects.requireNonNull(user);
            if (!url.startsWith(PREFIX)) {
                throw new StoreException("'" + url + "' is no address of a PostgreSQL database; expected " + PREFIX
                        + "//HOST:PORT/DATABASE.");
            }
            String lower = url.toLowerCase(Locale.ROOT);
            String authority = url.substring(PREFIX.length()).split("[?]", 2)[0];
            if (lower.contains("password=") || lower.contains("user=") || authority.contains("@")) {
                throw new StoreException("The address of the PostgreSQL database carries a user or a password. It is"
                        + " shown in messages and logs: take them out of it and give them separately.");
            }
        }

        /** With the driver of the class loader that loaded Waybill, and the usual patience. */
        public static PostgreSql of(String url, String user, Supplier<Optional<Secret>> password) {
            return new PostgreSql(url, user, password, StoreSettings.class.getClassLoader(), USUAL_PATIENCE);
        }
    }
}
