package io.jenkins.plugins.waybill.forge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A value for the {@code Authorization} header; never shown. */
record Authorization(String header) {

    static Authorization bearer(String token) {
        return new Authorization("Bearer " + token);
    }

    static Authorization basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Authorization("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    static Authorization token(String token) {
        return new Authorization("token " + token);
    }

    @Override
    public String toString() {
        return "****";
    }
}
