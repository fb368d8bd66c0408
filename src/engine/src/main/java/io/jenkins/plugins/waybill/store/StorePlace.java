package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A note in the state directory of where its database is, so that nobody begins with an empty one by leaving out an
 * option.
 */
final class StorePlace {

    private static final String NOTE = "waybill.store";

    private StorePlace() {}

    /** {@link StoreException} when the directory's state is in a server's database. */
    static void expectFile(Path directory, Path database) {
        Path note = directory.resolve(NOTE);
        if (!Files.exists(database) && Files.exists(note)) {
            throw new StoreException("The state that belongs to " + directory + " is in " + read(note)
                    + ". Name that database (with --store on the command line), or remove " + note
                    + " to begin with an empty state.");
        }
    }

    /** {@link StoreException} when the directory's state is in a file of its own. */
    static void expectServer(Path directory, Path file, String place) {
        if (Files.exists(file)) {
            throw new StoreException("The state in " + file + " would not be seen in " + place
                    + ". Choose another state directory, or move the file away to begin with what that database has.");
        }
    }

    static void note(Path directory, String place) {
        Path note = directory.resolve(NOTE);
        try {
            Files.writeString(note, place + "\n");
        } catch (IOException e) {
            throw new StoreException("The note " + note + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String read(Path note) {
        try {
            return Files.readString(note).strip();
        } catch (IOException e) {
            throw new StoreException("The note " + note + " cannot be read: " + e.getMessage(), e);
        }
    }
}
