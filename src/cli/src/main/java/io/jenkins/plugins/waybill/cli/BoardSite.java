package io.jenkins.plugins.waybill.cli;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.api.ApiResponse;
import io.jenkins.plugins.waybill.board.BoardFiles;
import org.jspecify.annotations.Nullable;

/**
 * The board's page and files. The page is asked for anew each time; everything that it names lies under a path with the
 * hash of all files, so browsers keep it for good.
 */
final class BoardSite {

    private static final String PAGE = "index.html";
    private static final String MAIN_SCRIPT = "<script type=\"module\"";

    private final BoardFiles files;
    private final byte[] page;

    private BoardSite(BoardFiles files) {
        this.files = files;
        this.page = new String(files.read(PAGE).orElseThrow(), StandardCharsets.UTF_8)
                .replace(MAIN_SCRIPT, preloads(files) + MAIN_SCRIPT)
                .replace("assets/0/", "assets/" + files.version() + "/")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** All modules are asked for at once, instead of each when another that imports it has come. */
    private static String preloads(BoardFiles files) {
        return files.modules().stream()
                .map(name -> "<link rel=\"modulepreload\" href=\"assets/0/" + name + "\">\n    ")
                .collect(Collectors.joining());
    }

    static BoardSite load() {
        return new BoardSite(BoardFiles.load());
    }

    ApiResponse answer(String path, @Nullable String knownTag) {
        if (path.equals("/") || path.equals("/" + PAGE)) {
            String tag = "\"" + files.version() + "\"";
            return tag.equals(knownTag)
                    ? new ApiResponse(304, Map.of("ETag", tag), new byte[0])
                    : new ApiResponse(
                            200,
                            Map.of("Content-Type", BoardFiles.type(PAGE), "Cache-Control", "no-cache", "ETag", tag),
                            page);
        }
        String assets = "/assets/" + files.version() + "/";
        Optional<byte[]> file =
                path.startsWith(assets) ? files.read(path.substring(assets.length())) : Optional.empty();
        return file.map(content -> new ApiResponse(
                        200,
                        Map.of(
                                "Content-Type",
                                BoardFiles.type(path),
                                "Cache-Control",
                                "public, max-age=31536000, immutable"),
                        content))
                .orElseGet(
                        () -> WebRequests.problem(404, "Not found", "Nothing is at " + path + "; the board is at /."));
    }
}
