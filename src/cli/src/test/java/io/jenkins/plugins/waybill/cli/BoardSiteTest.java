package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.api.ApiResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoardSiteTest {

    private static final Path SOURCE = Path.of("../board/src/main/resources/io/jenkins/plugins/waybill/board");

    private final BoardSite board = BoardSite.load();

    @Test
    void the_list_names_every_file() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> SOURCE.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("files.txt"))
                    .sorted()
                    .toList();
            assertThat(Files.readAllLines(SOURCE.resolve("files.txt"))).containsExactlyElementsOf(names);
        }
    }

    @Test
    void the_page_has_nothing_inline_and_names_assets_that_are_there() {
        String page = text(board.answer("/", null));

        assertThat(page).doesNotContain("assets/0/").doesNotContainPattern("(?i)<style|style=|onclick|javascript:");
        assertThat(page).doesNotContainPattern("<script(?![^>]* src=)");
        var assets = Pattern.compile("assets/[0-9a-f]{12}/[\\w./-]+").matcher(page);
        int found = 0;
        while (assets.find()) {
            assertThat(board.answer("/" + assets.group(), null).status()).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void modules_import_only_what_is_there() throws IOException {
        for (String name : Files.readAllLines(SOURCE.resolve("files.txt"))) {
            if (name.endsWith(".js") && !name.startsWith("vendor/")) {
                var imports = Pattern.compile("from '\\./([^']+)'").matcher(Files.readString(SOURCE.resolve(name)));
                while (imports.find()) {
                    assertThat(SOURCE.resolve(imports.group(1))).isRegularFile();
                }
            }
        }
    }

    @Test
    void the_page_is_asked_for_again_and_assets_are_kept() {
        ApiResponse page = board.answer("/", null);
        assertThat(page.headers()).containsEntry("Cache-Control", "no-cache");
        assertThat(board.answer("/", page.headers().get("ETag")).status()).isEqualTo(304);

        String version = page.headers().get("ETag").replace("\"", "");
        ApiResponse script = board.answer("/assets/" + version + "/main.js", null);
        assertThat(script.headers())
                .containsEntry("Content-Type", "text/javascript; charset=utf-8")
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
    }

    @Test
    void nothing_else_is_served() {
        String version = board.answer("/", null).headers().get("ETag").replace("\"", "");
        for (String path :
                List.of("/files.txt", "/assets/" + version + "/../files.txt", "/assets/x/main.js", "/etc/passwd")) {
            assertThat(board.answer(path, null).status()).as(path).isEqualTo(404);
        }
    }

    private static String text(ApiResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
