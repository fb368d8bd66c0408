package io.jenkins.plugins.waybill.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Writing commands that people paste. */
final class Shell {

    private Shell() {}

    /** A word as a POSIX shell reads it back. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+,=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** How this program was started, as far as it can tell. */
    static String waybill() {
        try {
            Path place = Path.of(Shell.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return place.toString().endsWith(".jar") ? "java -jar " + quoted(place.toString()) : "waybill";
        } catch (URISyntaxException e) {
            return "waybill";
        }
    }
}
