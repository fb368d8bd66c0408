package io.jenkins.plugins.waybill.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Takes the body of an answer, up to a limit, into memory or a file. */
final class AnswerBody {

    private static final int PIECE = 16 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private AnswerBody() {}

    /**
     * Takes a body.
     *
     * @param call tells whose it is, and the limit
     * @param file where to; null for memory
     * @return the bytes; none where they went to a file
     * @throws HttpFailure {@code TOO_LARGE} without reading on
     */
    static byte[] take(@Nullable HttpEntity entity, HttpCall call, @Nullable Path file) throws IOException {
        if (entity == null) {
            if (file != null) {
                Files.write(file, NOTHING);
            }
            return NOTHING;
        }
        if (entity.getContentLength() > call.largestAnswer()) {
            throw tooLarge(call);
        }
        InputStream content = entity.getContent();
        if (file == null) {
            ByteArrayOutputStream memory = new ByteArrayOutputStream();
            copy(content, memory, call);
            return memory.toByteArray();
        }
        try (OutputStream to = Files.newOutputStream(file)) {
            copy(content, to, call);
        }
        return NOTHING;
    }

    private static void copy(InputStream from, OutputStream to, HttpCall call) throws IOException {
        byte[] piece = new byte[PIECE];
        long taken = 0;
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            taken += read;
            if (taken > call.largestAnswer()) {
                throw tooLarge(call);
            }
            to.write(piece, 0, read);
        }
    }

    private static HttpFailure tooLarge(HttpCall call) {
        return new HttpFailure(
                HttpFailure.Reason.TOO_LARGE,
                "The answer of " + HttpUrl.shown(call.uri().toString()) + " is larger than "
                        + size(call.largestAnswer()) + ".");
    }

    private static String size(long bytes) {
        long mebibytes = bytes / 1024 / 1024;
        return mebibytes > 0 ? mebibytes + " MiB" : bytes + " bytes";
    }
}
