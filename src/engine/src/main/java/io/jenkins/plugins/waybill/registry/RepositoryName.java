package io.jenkins.plugins.waybill.registry;

import java.util.Locale;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.host.PrivateNetwork;

/**
 * Where an image repository is, read as Docker and Kargo read it: without a host it is on Docker Hub, and there a name of
 * one part is below {@code library/}.
 *
 * @param host with its port, if it has one, such as {@code ghcr.io} or {@code localhost:5000}
 * @param path such as {@code example/app}
 */
public record RepositoryName(String host, String path) {

    static final String DOCKER_HUB = "registry-1.docker.io";

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:]+]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(:\\d{1,5})?");
    private static final Pattern PATH = Pattern.compile("[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
    /**
     * Reads an address as manifests have it: no scheme, or {@code oci://}, no tag.
     *
     * @throws RegistryException {@link RegistryException.Reason#INVALID_NAME}
     */
    public static RepositoryName of(String repoUrl) throws RegistryException {
        String text = repoUrl.strip();
        if (text.startsWith("oci://")) {
            text = text.substring("oci://".length());
        }
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        boolean hasHost = first.contains(".") || first.contains(":") || first.equalsIgnoreCase("localhost");
        String host = hasHost ? first.toLowerCase(Locale.ROOT) : "docker.io";
        String path = hasHost ? text.substring(slash + 1) : text;
        if (host.equals("docker.io") || host.equals("index.docker.io") || host.equals(DOCKER_HUB)) {
            host = DOCKER_HUB;
            path = path.contains("/") ? path : "library/" + path;
        }
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (text.isEmpty()
                || !HOST.matcher(host).matches()
                || !PATH.matcher(path).matches()) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_NAME,
                    "'" + repoUrl
                            + "' is no address of an image repository, such as ghcr.io/example/app: lower case, no"
                            + " scheme, no tag.");
        }
        return new RepositoryName(host, path);
    }

    /** Whether the registry may be one without TLS, as Docker and Kargo take it of loopback and private networks. */
    boolean mayBePlain() {
        return PrivateNetwork.has(host);
    }

    /** The registry as people write it. */
    String registry() {
        return host.equals(DOCKER_HUB) ? "docker.io" : host;
    }

    /** For messages: as people write it. */
    @Override
    public String toString() {
        return registry() + "/" + path;
    }
}
