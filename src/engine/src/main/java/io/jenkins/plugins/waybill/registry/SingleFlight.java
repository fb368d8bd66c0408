package io.jenkins.plugins.waybill.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Who asks while somebody asks the same shares the answer. Thread-safe. */
final class SingleFlight<T> {

    private final AtomicReference<@Nullable CompletableFuture<T>> current = new AtomicReference<>();

    /** A question whose answer can be shared. */
    interface Question<T> {
        T ask() throws RegistryException;
    }

    T join(Question<T> question) throws RegistryException {
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletableFuture<T> earlier = current.compareAndExchange(null, own);
        if (earlier != null) {
            return shared(earlier);
        }
        try {
            T answer = question.ask();
            own.complete(answer);
            return answer;
        } catch (RegistryException | RuntimeException e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            current.set(null);
            // Nobody waits for ever, whatever was thrown.
            own.completeExceptionally(new IllegalStateException("The question was not answered."));
        }
    }

    private static <T> T shared(CompletableFuture<T> earlier) throws RegistryException {
        try {
            return earlier.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(RegistryException.Reason.BROKEN, "Not asked: Waybill is closing.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistryException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
