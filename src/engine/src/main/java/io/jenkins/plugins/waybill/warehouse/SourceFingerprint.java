package io.jenkins.plugins.waybill.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One short text for what decides over candidates. */
public final class SourceFingerprint {

    private SourceFingerprint() {}

    /** Of the rules, wherever they are written, and of what the source has. */
    public static String of(List<String> rules, List<String> found) {
        MessageDigest hash = sha1();
        for (List<String> part : List.of(rules, found)) {
            for (String text : part) {
                hash.update(text.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
            }
            hash.update((byte) 1);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
