package io.jenkins.plugins.waybill.host;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A server that has what a registry has, and is asked before it.
 *
 * @param registry whose copies it has, as addresses of images begin: {@code docker.io}, {@code registry.example.com:5000}
 * @param location where it answers; a path goes before the repository's name, as Podman has it, so that
 *     {@code https://mirror.example.com/hub} is asked for {@code hub/library/nginx}. Where the path has a part {@code v2},
 *     what stands before that is where the registry's API begins
 */
public record RegistryMirror(String registry, URI location) {

    private static final String HUB = "docker.io";
    private static final Set<String> NAMES_OF_HUB = Set.of(HUB, "index.docker.io", "registry-1.docker.io");
    private static final Pattern REGISTRY =
            Pattern.compile("localhost(:\\d+)?|(\\[[0-9a-f:]+]|[a-z0-9][a-z0-9._-]*)((\\.[a-z0-9-]+)(:\\d+)?|:\\d+)");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]+)*");
    private static final String VERSION = "/v2((/.*)?)$";
    private static final String EXAMPLE = " Write it like docker.io=https://mirror.example.com/docker-hub.";

    public RegistryMirror {
        String name = registry.strip().toLowerCase(Locale.ROOT);
        registry = NAMES_OF_HUB.contains(name) ? HUB : name;
        if (!REGISTRY.matcher(registry).matches()) {
            throw new IllegalArgumentException("'" + registry + "' is no registry that could have a mirror." + EXAMPLE);
        }
        if (location.getRawUserInfo() != null) {
            throw new IllegalArgumentException("The address of the mirror of " + registry
                    + " has a name or password in it. Register them as credentials for the mirror's address.");
        }
        boolean http = "http".equalsIgnoreCase(location.getScheme());
        if (!http && !"https".equalsIgnoreCase(location.getScheme()) || location.getHost() == null) {
            throw new IllegalArgumentException(
                    "The address of the mirror of " + registry + " is no http or https URL." + EXAMPLE);
        }
        if (http && !PrivateNetwork.has(location.getHost())) {
            throw new IllegalArgumentException("The mirror " + location + " of " + registry
                    + " would be asked without TLS, which is only done on this machine and in private networks (10.*,"
                    + " 172.16.* to 172.31.*, 192.168.*, *.local). Give it an https address.");
        }
        location = URI.create(location.toString().replaceFirst("/+$", ""));
        if (location.getRawQuery() != null
                || location.getRawFragment() != null
                || !PATH.matcher(location.getRawPath()).matches()) {
            throw new IllegalArgumentException("The address " + location + " of the mirror of " + registry
                    + " has more than a host and a plain path." + EXAMPLE);
        }
    }

    /**
     * Reads {@code REGISTRY=URL}.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static RegistryMirror parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + text.strip() + "' does not say whose mirror it is." + EXAMPLE);
        }
        return of(text.substring(0, equals), text.substring(equals + 1));
    }

    /**
     * A mirror.
     *
     * @throws IllegalArgumentException when the registry or the address cannot be one; the message says why
     */
    public static RegistryMirror of(String registry, String url) {
        try {
            return new RegistryMirror(registry, new URI(url.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The address of the mirror of " + registry.strip() + " is no URL: "
                    + e.getReason() + "." + EXAMPLE);
        }
    }

    /** The host with its port, if it has one. */
    public String host() {
        return location.getRawAuthority();
    }

    /** Where the registry's API begins, without its {@code /v2/}. */
    public String api() {
        return location.getScheme() + "://" + host() + (hasVersion() ? path().replaceFirst(VERSION, "") : "");
    }

    /** The name that a repository of the registry has here. */
    public String repository(String name) {
        String before = hasVersion() ? path().replaceFirst("^.*?" + VERSION, "$1") : path();
        return before.isEmpty() ? name : before.substring(1) + "/" + name;
    }

    private String path() {
        return location.getRawPath();
    }

    private boolean hasVersion() {
        return path().matches(".*?" + VERSION);
    }

    /** For messages. */
    @Override
    public String toString() {
        return location.toString();
    }
}
