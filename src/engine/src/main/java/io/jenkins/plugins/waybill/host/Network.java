package io.jenkins.plugins.waybill.host;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * How a host reaches other servers.
 *
 * @param authorities certificates in PEM that are believed besides those of the Java runtime; empty for none
 * @param proxy an http proxy such as {@code http://proxy.example.com:3128}, with user and password where it wants them, or
 *     https:// where it is itself spoken to over TLS;
 *     null for the Java runtime's choice
 * @param direct who is not reached through the proxy: a host, all below a domain ({@code .example.com}), or everybody
 *     ({@code *}); this machine itself never is
 * @param mirrors of registries, those of one registry in the order in which they are asked
 */
public record Network(String authorities, @Nullable URI proxy, List<String> direct, List<RegistryMirror> mirrors) {

    /** As the Java runtime has it. */
    public static final Network PLAIN = new Network("", null, List.of());

    public Network {
        direct = List.copyOf(direct);
        mirrors = List.copyOf(mirrors);
        if (proxy != null
                && (!"http".equalsIgnoreCase(proxy.getScheme()) && !"https".equalsIgnoreCase(proxy.getScheme())
                        || proxy.getHost() == null)) {
            throw new IllegalArgumentException(
                    "The proxy must look like http://proxy.example.com:3128, or https:// where"
                            + " the proxy itself is spoken to over TLS. SOCKS is not supported.");
        }
    }

    /** Without mirrors. */
    public Network(String authorities, @Nullable URI proxy, List<String> direct) {
        this(authorities, proxy, direct, List.of());
    }

    /** The same with these mirrors. */
    public Network with(List<RegistryMirror> others) {
        return new Network(authorities, proxy, direct, others);
    }

    /** The proxy on the way to a host; empty when there is none, or the Java runtime has to choose. */
    public Optional<URI> proxyTo(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
        boolean here = name.equals("localhost") || name.equals("::1") || name.startsWith("127.");
        return proxy == null || here || direct.stream().anyMatch(entry -> covers(entry, name))
                ? Optional.empty()
                : Optional.of(proxy);
    }

    /** As curl and Go have it: {@code example.com} covers what is below it, too. */
    private static boolean covers(String entry, String name) {
        String wanted = entry.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^\\*?\\.", "")
                .replaceFirst(":\\d+$", "");
        return entry.strip().equals("*") || !wanted.isEmpty() && (name.equals(wanted) || name.endsWith("." + wanted));
    }

    /** Proxies may have passwords. */
    @Override
    public String toString() {
        return "Network[" + (proxy == null ? "" : proxy.getHost()) + "]";
    }
}
