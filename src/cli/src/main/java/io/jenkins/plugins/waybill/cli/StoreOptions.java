package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.store.StoreSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database keeps the state. */
final class StoreOptions {

    private static final String URL = "WAYBILL_STORE";
    private static final String USER = "WAYBILL_STORE_USER";
    private static final String PASSWORD = "WAYBILL_STORE_PASSWORD";
    private static final String PASSWORD_FILE = "WAYBILL_STORE_PASSWORD_FILE";

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "Keep the state in PostgreSQL: jdbc:postgresql://HOST:PORT/DATABASE. The password comes from"
                    + " $" + PASSWORD + " or from a file, never from here. Default: $" + URL
                    + ", or else a SQLite file in the state directory.")
    @Nullable
    String url;

    @Option(
            names = "--store-user",
            paramLabel = "NAME",
            description = "Who logs in to the database. Default: $" + USER + ", or else your name on this machine.")
    @Nullable
    String user;

    @Option(
            names = "--store-password-file",
            paramLabel = "FILE",
            description = "Where the password of the database is, read again for every connection. Default: $"
                    + PASSWORD_FILE + ".")
    @Nullable
    Path passwordFile;

    StoreSettings settings(Terminal terminal) {
        String address = url == null ? terminal.environment(URL) : url;
        if (address == null) {
            if (user != null || passwordFile != null) {
                throw new No("--store-user and --store-password-file are for a database that --store or $" + URL
                        + " names; give that too.");
            }
            return StoreSettings.embedded();
        }
        String name = user == null ? terminal.environment(USER, System.getProperty("user.name", "waybill")) : user;
        return StoreSettings.PostgreSql.of(address, name, password(terminal));
    }

    private Supplier<Optional<Secret>> password(Terminal terminal) {
        String named = terminal.environment(PASSWORD_FILE);
        Path file = passwordFile == null && named != null ? Path.of(named) : passwordFile;
        if (file != null) {
            read(file);
            return () -> Optional.of(read(file));
        }
        Optional<Secret> given =
                Optional.ofNullable(terminal.environment(PASSWORD)).map(Secret::of);
        return () -> given;
    }

    private static Secret read(Path file) {
        try {
            return Secret.of(Files.readString(file).stripTrailing());
        } catch (NoSuchFileException e) {
            throw new No("There is no file " + file + " with the password of the database.");
        } catch (IOException e) {
            throw new No("The password of the database in " + file + " cannot be read: " + e.getMessage());
        }
    }
}
