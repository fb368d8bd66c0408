package io.jenkins.plugins.waybill.verification.metric;

import java.time.Instant;

import io.jenkins.plugins.waybill.http.HttpCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AwsAccessTest {

    /** The vectors "get-vanilla" and "get-vanilla-query-order-key-case" of Amazon's published test suite. */
    @Test
    void the_signature_is_that_of_the_published_vectors() throws Exception {
        AwsAccess access =
                new AwsAccess("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null, "us-east-1", null);
        Instant time = Instant.parse("2015-08-30T12:36:00Z");

        assertThat(signature(access.sign(HttpCall.get("https://example.amazonaws.com/"), "service", time)))
                .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        assertThat(signature(access.sign(
                        HttpCall.get("https://example.amazonaws.com/?Param2=value2&Param1=value1"), "service", time)))
                .isEqualTo("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    }

    private static String signature(HttpCall call) {
        return call.headers().stream()
                .filter(header -> header.name().equals("Authorization"))
                .map(header -> header.value().replaceFirst(".*Signature=", ""))
                .findFirst()
                .orElseThrow();
    }
}
