package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;

/**
 * Who measures, and when.
 *
 * @param project whose Secrets may be used
 * @param credentials the Secrets
 * @param now the time of the measurement
 */
public record MetricContext(String project, Credentials credentials, Instant now) {

    /**
     * The texts of a Secret that holds access to a server: the one that all projects share, else the project's own.
     *
     * @param ofProject whether only the project's own will do
     * @throws IOException when there is none
     */
    Map<String, String> secret(String name, boolean ofProject) throws IOException {
        Optional<Map<String, Secret>> shared = ofProject ? Optional.empty() : credentials.sharedSecret(name);
        Map<String, Secret> data = shared.or(() -> credentials.secret(project, name))
                .orElseThrow(
                        () -> new IOException("There is no Secret '" + name + "'" + (ofProject ? " in the project" : "")
                                + ", which this provider takes its address and keys from."));
        Map<String, String> texts = new HashMap<>();
        data.forEach((key, value) -> texts.put(key, value.reveal()));
        return texts;
    }

    /** The text under a key of such a Secret. */
    static String required(Map<String, String> secret, String name, String key) throws IOException {
        String value = secret.get(key);
        if (value == null || value.isBlank()) {
            throw new IOException("The Secret '" + name + "' has no '" + key + "', which this provider needs.");
        }
        return value.strip();
    }
}
