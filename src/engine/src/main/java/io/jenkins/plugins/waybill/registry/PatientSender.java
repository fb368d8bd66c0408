package io.jenkins.plugins.waybill.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that only read: not too many at once to one server, once more when it stumbles, and never while it wants
 * a pause. Thread-safe.
 */
final class PatientSender {

    private static final int ATTEMPTS = 4;
    private static final Set<Integer> STUMBLED = Set.of(500, 502, 503, 504);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration RATE_PAUSE = Duration.ofSeconds(1);

    private final HttpSender sender = HttpSender.shared();
    private final Map<String, HostGate> gates = new ConcurrentHashMap<>();

    /**
     * Sends a request and gives the answer, whatever its status but those that ask for a pause.
     *
     * @param file where the body of a successful answer goes; null for memory
     */
    HttpAnswer send(HttpCall call, @Nullable Path file) throws RegistryException {
        HostGate gate = gates.computeIfAbsent(call.uri().getAuthority(), HostGate::new);
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    HttpAnswer answer = once(call, file, gate);
                    if (RateLimits.isPause(answer, Instant.now())) {
                        rateLimited(gate, answer, attempt);
                        continue;
                    }
                    RateLimits.afterTheLast(answer, Instant.now())
                            .ifPresent(pause -> gate.close(pause, "it has answered as many as it allows for now"));
                    if (!STUMBLED.contains(answer.status()) || attempt == ATTEMPTS) {
                        return answer;
                    }
                } catch (HttpFailure e) {
                    if (e.reason() != HttpFailure.Reason.BROKEN || attempt == ATTEMPTS) {
                        throw failure(e);
                    }
                }
                pause(attempt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(RegistryException.Reason.BROKEN, call + " was given up: Waybill is closing.");
        }
    }

    private HttpAnswer once(HttpCall call, @Nullable Path file, HostGate gate)
            throws RegistryException, HttpFailure, InterruptedException {
        gate.enter();
        try {
            return file == null ? sender.send(call) : sender.save(call, file);
        } finally {
            gate.leave();
        }
    }

    private static void rateLimited(HostGate gate, HttpAnswer answer, int attempt) throws RegistryException {
        Duration pause = RateLimits.afterRefusal(answer, Instant.now()).orElse(RATE_PAUSE.multipliedBy(1L << attempt));
        gate.close(pause, "status " + answer.status() + limit(answer));
        if (pause.compareTo(HostGate.PATIENCE) > 0 || attempt == ATTEMPTS) {
            throw gate.rateLimited(pause);
        }
    }

    private static String limit(HttpAnswer answer) {
        String words = answer.status() == 429 ? " Too Many Requests" : "";
        return words
                + answer.header("RateLimit-Limit")
                        .or(() -> answer.header("X-RateLimit-Limit"))
                        .map(text -> ", limit " + Words.clean(text))
                        .orElse("");
    }

    private static void pause(int attempt) throws InterruptedException {
        double jitter = ThreadLocalRandom.current().nextDouble(0.5, 1);
        Thread.sleep((long) (FIRST_PAUSE.toMillis() * (1L << attempt) * jitter));
    }

    private static RegistryException failure(HttpFailure problem) {
        RegistryException.Reason reason =
                switch (problem.reason()) {
                    case REFUSED, TOO_LARGE -> RegistryException.Reason.INVALID_ANSWER;
                    case UNREACHABLE, UNTRUSTED, TIMED_OUT -> RegistryException.Reason.UNREACHABLE;
                    case BROKEN -> RegistryException.Reason.BROKEN;
                };
        boolean mayBeBlocked =
                problem.reason() == HttpFailure.Reason.UNREACHABLE || problem.reason() == HttpFailure.Reason.TIMED_OUT;
        RegistryException failure = new RegistryException(
                reason, problem.getMessage() + (mayBeBlocked ? " Behind a firewall, name its proxy." : ""));
        failure.initCause(problem);
        return failure;
    }
}
