package io.jenkins.plugins.waybill.cloud;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.jenkins.plugins.waybill.host.Credential;

/** AWS's Signature Version 4, for requests to the root of a service without a query. */
final class AwsSignature {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AwsSignature() {}

    /**
     * The headers of a signed request: the given ones, its time, the token of a key that has one, and the signature.
     *
     * @param host as the {@code Host} header will have it
     * @param headers to sign besides; names in any case
     */
    static Map<String, String> sign(
            Credential.AwsKey key,
            String service,
            String method,
            String host,
            Map<String, String> headers,
            String body,
            Instant now) {
        String time = TIME.format(now);
        Map<String, String> sent = new TreeMap<>();
        headers.forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value.strip()));
        sent.put("x-amz-date", time);
        if (key.sessionToken() != null) {
            sent.put("x-amz-security-token", key.sessionToken().reveal());
        }
        Map<String, String> signed = new TreeMap<>(sent);
        signed.put("host", host);
        StringBuilder lines = new StringBuilder();
        signed.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", signed.keySet());
        String request = method + "\n/\n\n" + lines + "\n" + names + "\n" + hash(body);

        String day = time.substring(0, 8);
        String scope = day + "/" + key.region() + "/" + service + "/aws4_request";
        byte[] daily = hmac(("AWS4" + key.secretAccessKey().reveal()).getBytes(StandardCharsets.UTF_8), day);
        byte[] signing = hmac(hmac(hmac(daily, key.region()), service), "aws4_request");
        String signature =
                HexFormat.of().formatHex(hmac(signing, ALGORITHM + "\n" + time + "\n" + scope + "\n" + hash(request)));

        sent.put(
                "authorization",
                ALGORITHM + " Credential=" + key.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return sent;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
        }
    }
}
