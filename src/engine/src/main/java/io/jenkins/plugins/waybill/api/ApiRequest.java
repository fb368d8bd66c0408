package io.jenkins.plugins.waybill.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;

/**
 * A request as a host received it.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below the API's base, still percent-encoded, such as {@code /projects/guestbook}
 * @param query decoded parameters, in the order given
 * @param headers by name; case is ignored
 * @param body empty when there is none; hosts stop reading one byte after {@link #MAX_BODY_BYTES}
 * @param identity who asks, with the groups and claims that the host knows of
 */
public record ApiRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        Identity identity) {

    /** The largest body that is accepted. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    public ApiRequest {
        query = Map.copyOf(query);
        Map<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowerCase);
    }

    /** A request by someone of whom nothing but the name is known. */
    public ApiRequest(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            byte[] body,
            Actor actor) {
        this(method, path, query, headers, body, Identity.of(actor));
    }

    /** Who asks. */
    public Actor actor() {
        return identity.actor();
    }

    /** A request without query, headers or body. */
    public static ApiRequest get(String path, Actor actor) {
        return new ApiRequest("GET", path, Map.of(), Map.of(), new byte[0], actor);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
