package io.jenkins.plugins.waybill.step.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TarStepsTest {

    @TempDir
    Path directory;

    private StepRun promotion;

    @BeforeEach
    void open() throws Exception {
        promotion = StepRun.in(directory);
    }

    @AfterEach
    void close() throws Exception {
        promotion.close();
    }

    @Test
    void whatIsPackedComesOutAgain() throws Exception {
        String deep = "d".repeat(60) + "/" + "e".repeat(60) + "/é.txt";
        file("in/a.txt", "a");
        file("in/" + deep, "deep");
        file("in/.git/config", "secret");
        promotion.workspace().write("in/run", "#!".getBytes(StandardCharsets.UTF_8), FileEntry.Kind.EXECUTABLE);
        promotion.workspace().link("in/link", "a.txt");
        for (String gzip : List.of("true", "false")) {
            promotion.run(new TarStep(), "{inPath: in, outPath: out.tar, gzip: " + gzip + "}");
            promotion.run(new UntarStep(), "{inPath: out.tar, outPath: copy}");
            assertThat(promotion.workspace().walk("copy"))
                    .extracting(entry -> entry.path() + " " + entry.kind())
                    .containsExactly(
                            "copy/a.txt FILE", "copy/" + deep + " FILE", "copy/link SYMLINK", "copy/run EXECUTABLE");
            assertThat(file("copy/" + deep)).isEqualTo("deep");
            assertThat(promotion.workspace().readLink("copy/link")).isEqualTo("a.txt");
        }
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws Exception {
        file("in/a.txt", "a");
        promotion.run(new TarStep(), "{inPath: in, outPath: one.tgz, gzip: true}");
        promotion.run(new TarStep(), "{inPath: in, outPath: two.tgz, gzip: true}");
        assertThat(promotion.workspace().read("one.tgz"))
                .isEqualTo(promotion.workspace().read("two.tgz"));
    }

    @Test
    void aSingleFileIsPackedUnderItsName() throws Exception {
        file("in/a.txt", "a");
        promotion.run(new TarStep(), "{inPath: in/a.txt, outPath: out.tar}");
        promotion.run(new UntarStep(), "{inPath: out.tar, outPath: copy}");
        assertThat(file("copy/a.txt")).isEqualTo("a");
    }

    @Test
    void rulesOfOnesOwnTakeThePlaceOfTheUsualOne() throws Exception {
        file("in/a.md", "a");
        file("in/.git/config", "x");
        promotion.run(new TarStep(), "{inPath: in, outPath: out.tar, ignore: '*.md'}");
        promotion.run(new UntarStep(), "{inPath: out.tar, outPath: copy, ignore: 'none'}");
        assertThat(paths("copy")).containsExactly("copy/.git/config");
        promotion.run(new UntarStep(), "{inPath: out.tar, outPath: copy}");
        assertThat(promotion.workspace().find("copy")).isEmpty();
    }

    @Test
    void leadingPartsAreStrippedAndOldContentMakesWay() throws Exception {
        file("out/old.txt", "old");
        archive("in.tar", entry("top/", ""), entry("top/a/b.txt", "b"), entry("./top/c.txt", "c"), entry("d.txt", "d"));
        promotion.run(new UntarStep(), "{inPath: in.tar, outPath: out, stripComponents: 1}");
        assertThat(paths("out")).containsExactly("out/a/b.txt", "out/c.txt");
    }

    @Test
    void entriesThatWouldLeaveTheDirectoryAreLeftOut() throws Exception {
        file("secret", "s");
        TarArchiveEntry hard = new TarArchiveEntry("hard", TarConstants.LF_LINK);
        hard.setLinkName("../secret");
        archive(
                "in.tar",
                entry("../evil", "x"),
                entry("a/../../evil", "x"),
                entry("a\\b", "x"),
                link("abs", "/etc/passwd"),
                link("up", "../secret"),
                link("x/y/l", "../.."),
                link("m", "x/y/l/../.."),
                entry("m/evil", "x"),
                hard,
                new TarArchiveEntry("fifo", TarConstants.LF_FIFO),
                entry("good.txt", "g"),
                link("here", "good.txt"));
        promotion.run(new UntarStep(), "{inPath: in.tar, outPath: out}");
        assertThat(paths("out")).containsExactly("out/good.txt", "out/here", "out/m", "out/x/y/l");
        assertThat(paths("")).doesNotContain("evil", "etc/passwd");
        assertThat(file("secret")).isEqualTo("s");
        assertThat(promotion.log())
                .last()
                .asString()
                .startsWith(
                        "Left out 8 entries that are no files or would leave the directory: ../evil, a/../../evil,");
    }

    @Test
    void anAbsoluteNameIsLeftOut() throws Exception {
        TarArchiveEntry absolute = new TarArchiveEntry("/etc/passwd", true);
        absolute.setSize(0);
        archive("in.tar", absolute);
        promotion.run(new UntarStep(), "{inPath: in.tar, outPath: out}");
        assertThat(paths("")).containsExactly("in.tar");
    }

    @Test
    void limitsHold() throws Exception {
        promotion.workspace().write("in/big", new byte[50 * 1024 * 1024 + 1]);
        assertThatThrownBy(() -> promotion.run(new TarStep(), "{inPath: in, outPath: out.tar}"))
                .isInstanceOf(StepFailure.class)
                .hasMessage("'big' is larger than 50 MiB; archives take no larger files.");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            TarArchiveEntry bomb = new TarArchiveEntry("bomb");
            bomb.setSize(60L * 1024 * 1024);
            byte[] header = new byte[512];
            bomb.writeEntryHeader(header);
            gzip.write(header);
        }
        promotion.workspace().write("bomb.tgz", bytes.toByteArray());
        assertThatThrownBy(() -> promotion.run(new UntarStep(), "{inPath: bomb.tgz, outPath: out}"))
                .hasMessage("'bomb' is larger than 50 MiB; archives take no larger files.");
    }

    @Test
    void allFilesTogetherHaveALimitToo() throws Exception {
        ArchiveLimits limits = new ArchiveLimits();
        limits.take("a", 50L * 1024 * 1024);
        limits.take("b", 50L * 1024 * 1024);
        assertThatThrownBy(() -> limits.take("c", 1))
                .isInstanceOf(StepFailure.class)
                .hasMessage("With 'c' the archive holds more than 100 MiB; leave files out with ignore, or make several"
                        + " archives.");
        ArchiveLimits many = new ArchiveLimits();
        for (int i = 0; i < ArchiveLimits.MOST_ENTRIES; i++) {
            many.take("x", 0);
        }
        assertThatThrownBy(() -> many.take("x", 0))
                .hasMessage("The archive holds more than 100000 entries; make several of it.");
    }

    @Test
    void theWrongWorldIsTold() throws Exception {
        file("text", "no archive");
        file("long", "no archive".repeat(200));
        file("dir/x", "x");
        archive("whole.tar", entry("a.txt", "a".repeat(2000)));
        byte[] whole = promotion.workspace().read("whole.tar");
        promotion.workspace().write("half.tar", java.util.Arrays.copyOf(whole, 1200));
        promotion.workspace().write("half.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertFails(new UntarStep(), "{inPath: none, outPath: out}", "There is no archive at 'none'.");
        assertFails(new UntarStep(), "{inPath: dir, outPath: out}", "There is no archive at 'dir'.");
        for (String broken : List.of("text", "long", "half.tar", "half.gz")) {
            assertFails(
                    new UntarStep(),
                    "{inPath: " + broken + ", outPath: dir}",
                    "'" + broken + "' is no complete tar archive, plain or with gzip: ");
        }
        assertThat(file("dir/x")).isEqualTo("x");
        assertFails(new UntarStep(), "{inPath: whole.tar, outPath: text}", "'text' is a file; name a directory");
        assertFails(new UntarStep(), "{inPath: whole.tar, outPath: ./}", "'./' is the workspace itself;");
        assertFails(new TarStep(), "{inPath: none, outPath: out}", "There is nothing at 'none' to pack.");
        assertFails(new TarStep(), "{inPath: text, outPath: dir}", "'dir' is a directory; name the archive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tar|{inPath: a}",
                "tar|{inPath: a, outPath: ''}",
                "tar|{inPath: a, outPath: b, ignore: ''}",
                "tar|{inPath: a, outPath: b, gzip: 1}",
                "untar|{outPath: a}",
                "untar|{inPath: a, outPath: b, stripComponents: -1}",
                "untar|{inPath: a, outPath: b, gzip: true}"
            })
    void wrongConfigsAreRefused(String step, String config) {
        assertThat(StepRegistry.standard().find(step).orElseThrow().schema().violations(StepRun.yaml(config)))
                .isNotEmpty();
    }

    private void assertFails(io.jenkins.plugins.waybill.step.PromotionStep step, String config, String message) {
        assertThatThrownBy(() -> promotion.run(step, config))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith(message);
    }

    private record Content(TarArchiveEntry entry, byte[] bytes) {}

    private static Object entry(String name, String content) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        return new Content(entry, bytes);
    }

    private static Object link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return entry;
    }

    private void archive(String path, Object... entries) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            for (Object entry : entries) {
                Content content =
                        entry instanceof Content known ? known : new Content((TarArchiveEntry) entry, new byte[0]);
                tar.putArchiveEntry(content.entry());
                tar.write(content.bytes());
                tar.closeArchiveEntry();
            }
        }
        promotion.workspace().write(path, bytes.toByteArray());
    }

    private List<String> paths(String directory) throws Exception {
        return promotion.workspace().walk(directory).stream()
                .map(FileEntry::path)
                .toList();
    }

    private void file(String path, String text) throws Exception {
        promotion.workspace().write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(String path) throws Exception {
        return new String(promotion.workspace().read(path), StandardCharsets.UTF_8);
    }
}
