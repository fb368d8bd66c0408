package io.jenkins.plugins.waybill.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Digests of content, {@code sha256:…} or {@code sha512:…}. */
final class ContentDigest {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    private ContentDigest() {}

    static boolean isDigest(String text) {
        return FORM.matcher(text).matches();
    }

    /** The digest of content, by the algorithm of another one where it has one that is known. */
    static String of(byte[] content, String like) {
        String algorithm = like.startsWith("sha512:") ? "sha512" : "sha256";
        return algorithm + ":" + HexFormat.of().formatHex(hash(algorithm).digest(content));
    }

    private static MessageDigest hash(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
