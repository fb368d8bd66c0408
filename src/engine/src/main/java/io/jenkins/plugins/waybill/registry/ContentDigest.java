package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
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

    /** The same of a file. */
    static String of(Path file, String like) throws IOException {
        String algorithm = like.startsWith("sha512:") ? "sha512" : "sha256";
        MessageDigest hash = hash(algorithm);
        try (InputStream stream = new DigestInputStream(Files.newInputStream(file), hash)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return algorithm + ":" + HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest hash(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
