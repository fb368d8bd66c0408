package io.jenkins.plugins.waybill.cloud;

import java.time.Instant;
import java.util.Map;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The signatures of AWS's own test suite for Signature Version 4. */
class AwsSignatureTest {

    private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
    private static final Secret KEY = Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private static String authorization(
            Credential.AwsKey key, String method, Map<String, String> headers, String body) {
        return AwsSignature.sign(key, "service", method, "example.amazonaws.com", headers, body, THEN)
                .get("authorization");
    }

    private static Credential.AwsKey key(Secret session) {
        return new Credential.AwsKey("us-east-1", "AKIDEXAMPLE", KEY, session);
    }

    @Test
    void getVanilla() {
        assertThat(authorization(key(null), "GET", Map.of(), ""))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date,"
                        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void postVanilla() {
        assertThat(authorization(key(null), "POST", Map.of(), ""))
                .endsWith("Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    }

    @Test
    void postXWwwFormUrlencoded() {
        assertThat(authorization(
                        key(null),
                        "POST",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        "Param1=value1"))
                .endsWith("SignedHeaders=content-type;host;x-amz-date,"
                        + " Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    @Test
    void theTokenOfAKeyThatEndsIsSentAndSigned() {
        Map<String, String> sent = AwsSignature.sign(
                key(Secret.of("session")), "ecr", "POST", "example.amazonaws.com", Map.of(), "{}", THEN);
        assertThat(sent).containsEntry("x-amz-security-token", "session");
        assertThat(sent.get("authorization")).contains("SignedHeaders=host;x-amz-date;x-amz-security-token,");
    }
}
