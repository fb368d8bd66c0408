package io.jenkins.plugins.waybill.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.jenkins.plugins.waybill.host.Secret;

/** The secret that senders and a receiver share. Comparisons take the same time wherever the difference is. */
record Shared(Secret secret) {

    /** Refuses a request without that very header. */
    void requireEqual(WebhookRequest request, String header) throws Rejection {
        Optional<String> sent = request.header(header);
        if (sent.isEmpty()) {
            throw Rejection.unauthorised("the header " + header + " is missing");
        }
        if (!isEqual(sent.get(), secret.reveal())) {
            throw Rejection.unauthorised("the header " + header + " is not the one agreed on");
        }
    }

    /** Refuses a request whose body is not signed with the secret: hex HMAC-SHA256, with that prefix. */
    void requireSignature(WebhookRequest request, String header, String prefix) throws Rejection {
        Optional<String> sent = request.header(header);
        if (sent.isEmpty()) {
            throw Rejection.unauthorised("the header " + header + " with the signature is missing");
        }
        String text = sent.get().strip();
        boolean right = text.startsWith(prefix)
                && isEqual(text.substring(prefix.length()).toLowerCase(Locale.ROOT), signature(request.body()));
        if (!right) {
            throw Rejection.unauthorised("the signature in " + header + " does not fit the body and the secret");
        }
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }

    static boolean isEqual(String sent, String expected) {
        return MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
