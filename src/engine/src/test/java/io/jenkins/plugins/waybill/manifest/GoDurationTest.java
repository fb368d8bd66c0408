package io.jenkins.plugins.waybill.manifest;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "5m0s, PT5M",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "30m1h, PT1H30M",
        ".5s, PT0.5S",
        "300ms, PT0.3S",
        "2us, PT0.000002S",
        "2µs, PT0.000002S",
        "3ns, PT0.000000003S",
        "-1m, PT-1M",
        "+1m, PT1M",
        "0, PT0S"
    })
    void it_reads_what_go_reads(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 m", "m", "1d", "1h ", "1h-5m", ".s", "9999999999h", "--1s", "1e3s"})
    void it_refuses_what_go_refuses(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }
}
