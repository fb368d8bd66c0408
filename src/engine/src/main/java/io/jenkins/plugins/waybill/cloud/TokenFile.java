package io.jenkins.plugins.waybill.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token that a platform keeps in a file for its machines, and changes from time to time. */
final class TokenFile {

    private TokenFile() {}

    static String read(String cloud, Path file) throws CloudFailure {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    "The file with this machine's token for " + cloud + ", " + file + ", cannot be read: "
                            + e.getClass().getSimpleName()
                            + ". Check that the platform provides it, or give the repository a credential.");
        }
    }
}
