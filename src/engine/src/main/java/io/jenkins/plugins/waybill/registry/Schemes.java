package io.jenkins.plugins.waybill.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.TlsTrust;

/**
 * Which registries have no TLS. As with Docker and Kargo, only those on loopback and in private networks may be without;
 * it is found out once, by a question that carries no credentials. Thread-safe.
 */
final class Schemes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long SMALL = 1024 * 1024;

    private final Map<String, String> byHost = new ConcurrentHashMap<>();

    String of(RepositoryName name, TlsTrust trust) throws RegistryException {
        if (!name.mayBePlain()) {
            return "https";
        }
        String known = byHost.get(name.host());
        if (known != null) {
            return known;
        }
        // At a port of its own a server with TLS says at once that it has it; one without may never answer to TLS.
        boolean ownPort = name.host().matches(".*:\\d+");
        for (String scheme : ownPort ? List.of("http", "https") : List.of("https", "http")) {
            if (isRegistry(scheme, name.host(), trust)) {
                byHost.put(name.host(), scheme);
                return scheme;
            }
        }
        // Asked with TLS again, it will say what is wrong.
        return "https";
    }

    private static boolean isRegistry(String scheme, String host, TlsTrust trust) throws RegistryException {
        try {
            int status = HttpSender.shared()
                    .send(HttpCall.get(scheme + "://" + host + "/v2/")
                            .trust(trust)
                            .timeout(TIMEOUT)
                            .largestAnswer(SMALL)
                            .redirects(HttpCall.Redirects.NONE))
                    .status();
            // A server with TLS answers a request without it, too: with 400.
            return scheme.equals("https") || Set.of(200, 401, 403, 429).contains(status);
        } catch (HttpFailure e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(RegistryException.Reason.BROKEN, host + " was not asked: Waybill is closing.");
        }
    }
}
