package io.jenkins.plugins.waybill.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The board's files, for hosts to serve. Immutable. */
public final class BoardFiles {

    private static final int HASH_LENGTH = 12;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, byte[]> files;
    private final String version;

    private BoardFiles(Map<String, byte[]> files, String version) {
        this.files = files;
        this.version = version;
    }

    /** Reads what {@code files.txt} lists. */
    public static BoardFiles load() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> names = new String(content("files.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                byte[] content = content(name);
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(content);
                files.put(name, content);
            }
            return new BoardFiles(
                    files, HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] content(String name) {
        try (InputStream resource = BoardFiles.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("The board's file " + name + " is missing from the class path.");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hash of all files; with it in their path, browsers may keep them for good. */
    public String version() {
        return version;
    }

    /** The names of all files, relative to the board. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** The modules that {@code main.js} needs, for pages that have them fetched all at once. */
    public List<String> modules() {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".js") && !name.equals("main.js"))
                .toList();
    }

    /** A file's bytes, by its name relative to the board; empty when there is none. */
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    /** The media type of a file. */
    public static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
