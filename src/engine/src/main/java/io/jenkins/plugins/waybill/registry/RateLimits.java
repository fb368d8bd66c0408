package io.jenkins.plugins.waybill.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.http.HttpAnswer;

/**
 * How long a server wants to be left alone. Besides {@code Retry-After} there are the fields of the IETF's drafts
 * ({@code RateLimit: "default";r=0;t=50}, before that {@code limit=100, remaining=0, reset=50}, before that
 * {@code RateLimit-Remaining} and {@code RateLimit-Reset}), the same with {@code X-} before, Docker Hub's
 * {@code ratelimit-remaining: 0;w=21600}, which tells a window and no end, and its {@code X-Retry-After}.
 */
final class RateLimits {

    /** No server decides that it is never asked again. */
    static final Duration LONGEST = Duration.ofHours(24);

    /** A sliding window gives back a part of its requests after a part of its time. */
    private static final int PART_OF_WINDOW = 24;

    /** More seconds than that are a time since 1970. */
    private static final long SECONDS_OF_A_DATE = 1_000_000_000;

    private static final Pattern NUMBER = Pattern.compile("^\\s*(\\d{1,15})(?:\\.\\d+)?");
    private static final Pattern REMAINING = Pattern.compile("(?:^|[;,\\s])(?:r|remaining)=(\\d{1,15})");
    private static final Pattern RESET = Pattern.compile("(?:^|[;,\\s])(?:t|reset)=(\\d{1,15})");
    private static final Pattern WINDOW = Pattern.compile(";\\s*w=(\\d{1,15})");

    private RateLimits() {}

    /** The pause that a refusal (429, 503) asks for; empty when it does not say. */
    static Optional<Duration> afterRefusal(HttpAnswer answer, Instant now) {
        return retryAfter(answer, now)
                .or(() -> reset(answer, now))
                .or(() -> window(answer))
                .map(RateLimits::bounded);
    }

    /** The pause after an answer that was the last one allowed; empty when more are allowed, or it does not say. */
    static Optional<Duration> afterTheLast(HttpAnswer answer, Instant now) {
        boolean last = number(answer, List.of("RateLimit-Remaining", "X-RateLimit-Remaining"))
                .or(() -> policies(answer)
                        .flatMap(policy -> part(REMAINING, policy).stream())
                        .min(Long::compare))
                .filter(remaining -> remaining == 0)
                .isPresent();
        return last ? reset(answer, now).map(RateLimits::bounded) : Optional.empty();
    }

    /** Whether a refusal other than 429 is one of too many requests: some say 403, and 503 with a time is a pause, too. */
    static boolean isPause(HttpAnswer answer, Instant now) {
        return switch (answer.status()) {
            case 429 -> true;
            case 503 -> answer.retryAfter(now).isPresent();
            case 403 ->
                answer.retryAfter(now).isPresent() || afterTheLast(answer, now).isPresent();
            default -> false;
        };
    }

    private static Optional<Duration> retryAfter(HttpAnswer answer, Instant now) {
        return answer.retryAfter(now)
                .or(() -> number(answer, List.of("X-Retry-After")).map(seconds -> until(seconds, now)));
    }

    private static Optional<Duration> reset(HttpAnswer answer, Instant now) {
        return number(answer, List.of("RateLimit-Reset", "X-RateLimit-Reset"))
                .or(() -> policies(answer)
                        .filter(policy -> part(REMAINING, policy).orElse(0L) == 0)
                        .flatMap(policy -> part(RESET, policy).stream())
                        .max(Long::compare))
                .map(seconds -> until(seconds, now));
    }

    private static Optional<Duration> window(HttpAnswer answer) {
        return List.of("RateLimit-Remaining", "RateLimit-Limit").stream()
                .flatMap(name -> answer.header(name).stream())
                .map(WINDOW::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(window -> Duration.ofSeconds(Long.parseLong(window.group(1)) / PART_OF_WINDOW));
    }

    private static Optional<Long> number(HttpAnswer answer, List<String> names) {
        return names.stream()
                .flatMap(name -> answer.header(name).stream())
                .map(NUMBER::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(number -> Long.parseLong(number.group(1)));
    }

    /** The draft of before separates by commas what the one of now separates by semicolons. */
    private static Stream<String> policies(HttpAnswer answer) {
        return answer.header("RateLimit").stream()
                .flatMap(field -> field.contains("remaining=") ? Stream.of(field) : Stream.of(field.split(",")));
    }

    private static Optional<Long> part(Pattern name, String policy) {
        return Optional.of(name.matcher(policy)).filter(Matcher::find).map(number -> Long.parseLong(number.group(1)));
    }

    private static Duration until(long seconds, Instant now) {
        return Duration.ofSeconds(seconds > SECONDS_OF_A_DATE ? Math.max(0, seconds - now.getEpochSecond()) : seconds);
    }

    private static Duration bounded(Duration pause) {
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
