package io.jenkins.plugins.waybill.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server said.
 *
 * @param uri who said it; another address than asked when redirects were followed
 * @param status 200 and so on
 * @param headers by name; {@link #header} does not mind the case
 * @param body all of it; empty where it was saved to a file
 */
public record HttpAnswer(URI uri, int status, Map<String, List<String>> headers, byte[] body) {

    /** True for 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The first header of that name, in whatever case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** The body read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** How long the server wants to be left alone ({@code Retry-After}, in seconds or as a date); never negative. */
    public Optional<Duration> retryAfter(Instant now) {
        return header("Retry-After").map(String::strip).flatMap(text -> {
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(until.isBefore(now) ? Duration.ZERO : Duration.between(now, until));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
