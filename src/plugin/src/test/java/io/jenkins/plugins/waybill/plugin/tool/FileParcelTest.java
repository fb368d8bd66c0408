package io.jenkins.plugins.waybill.plugin.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent sends stays in the directory that it is for. */
class FileParcelTest {

    private static final int DIRECTORY = 2;
    private static final int LINK = 3;
    private static final int FILE = 4;

    @TempDir
    Path outside;

    private Path directory;

    @BeforeEach
    void make() throws IOException {
        directory = Files.createDirectory(outside.resolve("step"));
        Files.writeString(outside.resolve("secret"), "of the controller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", "..", ".", "", "a//b", "link/x"})
    void noPathLeadsOut(String path) throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), outside);
        assertThatThrownBy(() -> unpack(out -> file(out, path)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of the directory");
        assertThat(outside.resolve("secret")).hasContent("of the controller");
        assertThat(outside.resolve("x")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"l,../secret", "l,/etc/passwd", "a/l,../../secret", "l,here/../here/../../secret", "l,here/.."})
    void noLinkLeadsOut(String path, String to) {
        assertThatThrownBy(() -> unpack(out -> {
                    entry(out, DIRECTORY, "a");
                    entry(out, LINK, path);
                    out.writeUTF(to);
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("out of the directory");
    }

    @Test
    void aFileTakesTheLinksPlaceInsteadOfGoingThroughIt() throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), outside.resolve("secret"));
        unpack(out -> file(out, "link"));
        assertThat(directory.resolve("link")).isRegularFile().hasContent("x");
        assertThat(outside.resolve("secret")).hasContent("of the controller");
    }

    @Test
    void aFileThatClaimsToBeHugeIsRefused() {
        assertThatThrownBy(() -> unpack(out -> {
                    entry(out, FILE, "huge");
                    out.writeLong(Long.MAX_VALUE / 2);
                }))
                .hasMessageContaining("MiB were sent");
    }

    @Test
    void whatIsPackedIsUnpackedAlike() throws Exception {
        Path there = Files.createDirectory(outside.resolve("there"));
        Files.createDirectories(directory.resolve("a/empty"));
        Files.writeString(directory.resolve("a/file"), "text");
        Files.createSymbolicLink(directory.resolve("a/link"), Path.of("file"));
        Files.writeString(directory.resolve("becomes"), "a directory");
        FileListing first = FileListing.of(directory);
        send(FileListing.NOTHING, first, there);
        assertThat(FileListing.of(there)).isEqualTo(first);

        Files.delete(directory.resolve("a/link"));
        Files.delete(directory.resolve("a/empty"));
        Files.writeString(directory.resolve("a/empty"), "now a file");
        Files.delete(directory.resolve("becomes"));
        Files.createDirectory(directory.resolve("becomes"));
        assertThat(directory.resolve("a/file").toFile().setExecutable(true)).isTrue();
        FileListing second = FileListing.of(directory);
        send(first, second, there);
        assertThat(FileListing.of(there)).isEqualTo(second);
        assertThat(FileParcel.pack(directory, second, second, path -> true, outside.resolve("parcel")))
                .isFalse();
    }

    private void send(FileListing before, FileListing now, Path to) throws IOException {
        Path parcel = outside.resolve("parcel");
        assertThat(FileParcel.pack(directory, before, now, path -> true, parcel))
                .isTrue();
        FileParcel.unpack(Files.newInputStream(parcel), to);
    }

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private void unpack(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            writer.write(out);
            out.writeByte(0);
        }
        FileParcel.unpack(new ByteArrayInputStream(bytes.toByteArray()), directory);
    }

    private static void entry(DataOutputStream out, int kind, String path) throws IOException {
        out.writeByte(kind);
        out.writeUTF(path);
    }

    private static void file(DataOutputStream out, String path) throws IOException {
        entry(out, FILE, path);
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        out.writeLong(content.length);
        out.write(content);
    }
}
