package io.jenkins.plugins.waybill.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/** Takes the body of an answer, up to a limit, into memory or a file. */
final class AnswerBody implements BodySubscriber<byte[]> {

    private final long limit;
    private final String who;
    private final @Nullable Path file;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();

    private Flow.@Nullable Subscription subscription;
    private @Nullable OutputStream open;
    private long taken;

    /**
     * Takes a body.
     *
     * @param declared how long the server says it is; negative when it does not say
     * @param file where to; null for memory
     */
    AnswerBody(String who, long limit, long declared, @Nullable Path file) {
        this.who = who;
        this.limit = limit;
        this.file = file;
        if (declared > limit) {
            result.completeExceptionally(tooLarge());
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (result.isDone()) {
            given.cancel();
            return;
        }
        try {
            open = file == null ? memory : Files.newOutputStream(file);
            given.request(1);
        } catch (IOException e) {
            stop(e);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (result.isDone() || open == null || subscription == null) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                taken += bytes.length;
                if (taken > limit) {
                    stop(tooLarge());
                    return;
                }
                open.write(bytes);
            }
            subscription.request(1);
        } catch (IOException e) {
            stop(e);
        }
    }

    @Override
    public synchronized void onError(Throwable error) {
        stop(error);
    }

    @Override
    public synchronized void onComplete() {
        try {
            close();
            result.complete(memory.toByteArray());
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
    }

    /** Takes nothing more; the connection is closed. */
    synchronized void cancel() {
        stop(new IOException("cancelled"));
    }

    private void stop(Throwable why) {
        if (subscription != null) {
            subscription.cancel();
        }
        try {
            close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        result.completeExceptionally(why);
    }

    private void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }

    private HttpFailure tooLarge() {
        return new HttpFailure(
                HttpFailure.Reason.TOO_LARGE, "The answer of " + who + " is larger than " + size(limit) + ".");
    }

    private static String size(long bytes) {
        long mebibytes = bytes / 1024 / 1024;
        return mebibytes > 0 ? mebibytes + " MiB" : bytes + " bytes";
    }
}
