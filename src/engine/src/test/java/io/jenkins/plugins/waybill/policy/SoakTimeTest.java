package io.jenkins.plugins.waybill.policy;

import java.time.Duration;

import io.jenkins.plugins.waybill.model.Freight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jenkins.plugins.waybill.policy.Sample.NOON;
import static io.jenkins.plugins.waybill.policy.Sample.freight;
import static io.jenkins.plugins.waybill.policy.Sample.nowIn;
import static io.jenkins.plugins.waybill.policy.Sample.verified;
import static org.assertj.core.api.Assertions.assertThat;

class SoakTimeTest {

    private static final Freight NEW = freight("f1", 0);

    @Test
    void theLongestStayCounts() {
        Freight backAgain = nowIn(verified(NEW, "test", Duration.ofHours(5)), "test", NOON.minusSeconds(60));

        assertThat(SoakTime.in(backAgain.status(), "test", NOON)).isEqualTo(Duration.ofHours(5));
        assertThat(SoakTime.in(backAgain.status(), "test", NOON.plus(Duration.ofHours(6))))
                .isEqualTo(Duration.ofHours(6).plusSeconds(60));
    }

    @Test
    void aStayWithoutVerificationIsWorthNothing() {
        Freight unverified = nowIn(NEW, "test", NOON.minusSeconds(3_600));

        assertThat(SoakTime.in(unverified.status(), "test", NOON)).isZero();
        assertThat(SoakTime.reachedAt(unverified.status(), "test", Duration.ofHours(2)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "119, 119 s", "120, 2 min", "3600, 1 h", "3661, 1 h 1 min", "90061, 1 d 1 h", "-5, 0 s"})
    void durationsAreWrittenForPeople(long seconds, String words) {
        assertThat(SoakTime.inWords(Duration.ofSeconds(seconds))).isEqualTo(words);
    }
}
