package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.http.HttpCall;
import org.jspecify.annotations.Nullable;

/**
 * Keys for Amazon's services and the signature (version 4) that they ask for. The keys come from a Secret: there is no
 * instance profile, no configuration file and no role to assume.
 *
 * @param endpoint address of the service where it is not Amazon's public one; null for that
 */
record AwsAccess(
        String keyId,
        String key,
        @Nullable String sessionToken,
        String region,
        @Nullable String endpoint) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** The keys under the name in {@code profile}, or {@code aws}. */
    static AwsAccess of(JsonNode config, MetricContext context) throws IOException {
        if (!config.path("roleArn").asText().isEmpty()) {
            throw new IOException("sigv4.roleArn cannot be assumed here; put keys that may query into a Secret.");
        }
        String profile = config.path("profile").asText();
        String name = profile.isEmpty() ? "aws" : profile;
        Map<String, String> secret = context.secret(name, false);
        String region = config.path("region").asText();
        return new AwsAccess(
                MetricContext.required(secret, name, "access-key-id"),
                MetricContext.required(secret, name, "secret-access-key"),
                secret.get("session-token"),
                region.isEmpty() ? MetricContext.required(secret, name, "region") : region,
                secret.get("endpoint"));
    }

    /** The request with a signature; only the host and Amazon's own headers are signed. */
    HttpCall sign(HttpCall call, String service, Instant now) {
        String time = TIME.format(now);
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        byte[] body = call.body() instanceof HttpCall.Body.Bytes bytes ? bytes.bytes() : new byte[0];
        Map<String, String> signed = new TreeMap<>();
        signed.put("host", call.uri().getRawAuthority());
        signed.put("x-amz-date", time);
        if (sessionToken != null) {
            signed.put("x-amz-security-token", sessionToken.strip());
        }
        StringBuilder headers = new StringBuilder();
        signed.forEach(
                (name, value) -> headers.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", signed.keySet());
        String request =
                String.join("\n", call.method(), path(call.uri()), query(call.uri()), headers, names, hash(body));
        String toSign = String.join("\n", ALGORITHM, time, scope, hash(request.getBytes(StandardCharsets.UTF_8)));
        byte[] signing = ("AWS4" + key).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            signing = hmac(signing, part);
        }
        HttpCall result = call.header(
                        "Authorization",
                        ALGORITHM + " Credential=" + keyId + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                                + HexFormat.of().formatHex(hmac(signing, toSign)))
                .header("X-Amz-Date", time);
        return sessionToken == null ? result : result.header("X-Amz-Security-Token", sessionToken.strip());
    }

    private static String path(URI uri) {
        if (uri.getRawPath() == null || uri.getRawPath().isEmpty()) {
            return "/";
        }
        // All services but S3 want the path encoded once more.
        return encode(uri.getRawPath()).replace("%2F", "/");
    }

    private static String query(URI uri) {
        if (uri.getRawQuery() == null) {
            return "";
        }
        List<String> pairs = new ArrayList<>();
        for (String pair : uri.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.add(encode(decode(name)) + "=" + encode(decode(value)));
        }
        return String.join("&", pairs.stream().sorted().toList());
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return HttpAccess.encode(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "AwsAccess[" + keyId + " in " + region + "]";
    }
}
