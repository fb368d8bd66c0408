package io.jenkins.plugins.waybill.registry;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.http.HttpAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which servers say how long they want to be left alone. */
class RateLimitsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static HttpAnswer answer(int status, String headers) {
        Map<String, List<String>> all = Arrays.stream(headers.strip().split("\\s*\\|\\s*"))
                .filter(line -> line.contains(":"))
                .map(line -> line.split(":\\s*", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0].toLowerCase(java.util.Locale.ROOT), parts -> List.of(parts[1])));
        return new HttpAnswer(URI.create("https://registry.example.com/v2/"), status, all, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', nullValues = "-", textBlock = """
                    Retry-After: 120                                                  # 120
                    Retry-After: Fri, 01 May 2026 12:01:00 GMT                        # 60
                    Retry-After: 120 | RateLimit-Reset: 7                             # 120
                    X-Retry-After: 1777636830                                         # 30
                    RateLimit-Limit: 100 | RateLimit-Remaining: 0 | RateLimit-Reset: 50 # 50
                    RateLimit-Remaining: 0 | RateLimit-Reset: 1777636860              # 60
                    X-RateLimit-Remaining: 0 | X-RateLimit-Reset: 1777636805          # 5
                    RateLimit: limit=100, remaining=0, reset=50                       # 50
                    RateLimit: "default";r=0;t=50                                     # 50
                    RateLimit: "daily";r=9;t=4000, "burst";r=0;t=3                    # 3
                    ratelimit-limit: 100;w=21600 | ratelimit-remaining: 0;w=21600     # 900
                    Retry-After: 999999999                                            # 86400
                    Retry-After: Fri, 31 Dec 9999 23:59:59 GMT                        # 86400
                    RateLimit-Reset: 1                                                # 1
                    RateLimit-Reset: soon                                             # -
                    Server: nginx                                                     # -
                    """)
    void aRefusalSaysHowLong(String headers, Long seconds) {
        assertThat(RateLimits.afterRefusal(answer(429, headers), NOW).map(Duration::toSeconds))
                .isEqualTo(java.util.Optional.ofNullable(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', nullValues = "-", textBlock = """
                    RateLimit-Remaining: 0 | RateLimit-Reset: 50                      # 50
                    RateLimit-Remaining: 1 | RateLimit-Reset: 50                      # -
                    RateLimit: limit=100, remaining=0, reset=50                       # 50
                    RateLimit: limit=100, remaining=10, reset=50                      # -
                    RateLimit: "daily";r=9;t=4000, "burst";r=0;t=3                    # 3
                    RateLimit: "daily";r=9;t=4000                                     # -
                    ratelimit-limit: 100;w=21600 | ratelimit-remaining: 0;w=21600     # -
                    Server: nginx                                                     # -
                    """)
    void theLastAnswerThatIsAllowedSaysSo(String headers, Long seconds) {
        assertThat(RateLimits.afterTheLast(answer(200, headers), NOW).map(Duration::toSeconds))
                .isEqualTo(java.util.Optional.ofNullable(seconds));
    }

    @Test
    void aRefusalIsAPauseWhenItSaysSo() {
        assertThat(RateLimits.isPause(answer(429, ""), NOW)).isTrue();
        assertThat(RateLimits.isPause(answer(503, "Retry-After: 5"), NOW)).isTrue();
        assertThat(RateLimits.isPause(answer(503, ""), NOW)).isFalse();
        assertThat(RateLimits.isPause(answer(403, "X-RateLimit-Remaining: 0 | X-RateLimit-Reset: 1777636805"), NOW))
                .isTrue();
        assertThat(RateLimits.isPause(answer(403, "X-RateLimit-Remaining: 55 | X-RateLimit-Reset: 1777636805"), NOW))
                .isFalse();
        assertThat(RateLimits.isPause(answer(403, "Retry-After: 600"), NOW)).isTrue();
        assertThat(RateLimits.isPause(answer(403, ""), NOW)).isFalse();
        assertThat(RateLimits.isPause(answer(200, "Retry-After: 5"), NOW)).isFalse();
    }
}
