package io.jenkins.plugins.waybill.git;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.http.HttpCall;
import org.jspecify.annotations.Nullable;

/** What a request carries, in memory while it is small; a pack may be large. */
final class RequestContent extends OutputStream {

    private static final int SMALL = 1024 * 1024;

    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream spilled;

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (spilled == null && memory.size() + length > SMALL) {
            file = Files.createTempFile("waybill-pack", "");
            spilled = new BufferedOutputStream(Files.newOutputStream(file));
            memory.writeTo(spilled);
            memory = new ByteArrayOutputStream();
        }
        if (spilled == null) {
            memory.write(bytes, from, length);
        } else {
            spilled.write(bytes, from, length);
        }
    }

    /** All that was written. */
    HttpCall.Body body() throws IOException {
        if (file == null || spilled == null) {
            return new HttpCall.Body.Bytes(memory.toByteArray());
        }
        spilled.flush();
        return new HttpCall.Body.File(file);
    }

    /** Forgets it. Whoever writes closes the stream before it is sent, which changes nothing. */
    void discard() throws IOException {
        if (spilled != null) {
            spilled.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
