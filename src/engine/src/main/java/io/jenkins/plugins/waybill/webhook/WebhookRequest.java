package io.jenkins.plugins.waybill.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A webhook as it came in.
 *
 * @param headers by name in whatever case; every value of each
 * @param query parameters behind the address
 * @param body as sent, since signatures are over bytes
 */
public record WebhookRequest(Map<String, List<String>> headers, Map<String, List<String>> query, byte[] body) {

    /** Larger bodies are refused, as Kargo does. */
    public static final int MAX_BODY_BYTES = 2 << 20;

    public WebhookRequest {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> anyCase.put(name, List.copyOf(values)));
        headers = java.util.Collections.unmodifiableMap(anyCase);
        query = Map.copyOf(query);
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a header in lower case; empty when there is none. */
    String word(String name) {
        return header(name).orElse("").strip().toLowerCase(Locale.ROOT);
    }
}
