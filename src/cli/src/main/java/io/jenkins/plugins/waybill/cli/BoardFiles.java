package io.jenkins.plugins.waybill.cli;

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

import io.jenkins.plugins.waybill.api.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * The board's static files. The page is asked for anew each time; everything that it names lies under a path with the
 * hash of all files, so browsers keep it for good.
 */
final class BoardFiles {

    private static final String ROOT = "/io/jenkins/plugins/waybill/board/";
    private static final String PAGE = "index.html";
    private static final int HASH_LENGTH = 12;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, byte[]> files;
    private final String version;
    private final byte[] page;

    private BoardFiles(Map<String, byte[]> files, String version) {
        this.files = files;
        this.version = version;
        byte[] template = files.getOrDefault(PAGE, new byte[0]);
        this.page = new String(template, StandardCharsets.UTF_8)
                .replace("assets/0/", "assets/" + version + "/")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@code files.txt} lists. */
    static BoardFiles load() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> names = new String(read("files.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                byte[] content = read(name);
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

    private static byte[] read(String name) {
        try (InputStream resource = BoardFiles.class.getResourceAsStream(ROOT + name)) {
            if (resource == null) {
                throw new IllegalStateException("The board's file " + name + " is missing from the class path.");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ApiResponse answer(String path, @Nullable String knownTag) {
        if (path.equals("/") || path.equals("/" + PAGE)) {
            String tag = "\"" + version + "\"";
            return tag.equals(knownTag)
                    ? new ApiResponse(304, Map.of("ETag", tag), new byte[0])
                    : new ApiResponse(
                            200, Map.of("Content-Type", type(PAGE), "Cache-Control", "no-cache", "ETag", tag), page);
        }
        String assets = "/assets/" + version + "/";
        byte[] file = path.startsWith(assets) ? files.get(path.substring(assets.length())) : null;
        if (file == null) {
            return WebRequests.problem(404, "Not found", "Nothing is at " + path + "; the board is at /.");
        }
        return new ApiResponse(
                200, Map.of("Content-Type", type(path), "Cache-Control", "public, max-age=31536000, immutable"), file);
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
