package io.jenkins.plugins.waybill.forge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is, read from the address that Git uses.
 *
 * @param origin scheme, host and port of the forge's web server; {@code https} and no port for SSH addresses
 * @param host in lower case
 * @param path the path's parts, decoded, without {@code .git}
 */
record RepositoryAddress(String origin, String host, List<String> path) {

    private static final Pattern SCP = Pattern.compile("(?:[^@/\\s]+@)?([^:/@\\s]+):(?!//)([^\\s]+)");
    private static final Pattern URL =
            Pattern.compile("(https?|ssh)://(?:[^/@]*@)?(\\[[^]]+]|[^:/]+)(:\\d+)?/([^?#]*).*");

    RepositoryAddress {
        path = List.copyOf(path);
    }

    /** Empty for a path on this machine and for what is no address. */
    static Optional<RepositoryAddress> of(String repoUrl) {
        Matcher url = URL.matcher(repoUrl.strip());
        if (url.matches()) {
            String scheme = url.group(1);
            String host = url.group(2).toLowerCase(Locale.ROOT);
            String port = url.group(3) == null || scheme.equals("ssh") ? "" : url.group(3);
            String origin = (scheme.equals("ssh") ? "https" : scheme) + "://" + host + port;
            return Optional.of(new RepositoryAddress(origin, host, parts(url.group(4))));
        }
        Matcher scp = SCP.matcher(repoUrl.strip());
        if (!scp.matches()) {
            return Optional.empty();
        }
        String host = scp.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(new RepositoryAddress("https://" + host, host, parts(scp.group(2))));
    }

    private static List<String> parts(String path) {
        String plain = path.replaceAll("/+$", "");
        String name = plain.endsWith(".git") ? plain.substring(0, plain.length() - ".git".length()) : plain;
        return Arrays.stream(name.split("/"))
                .filter(part -> !part.isEmpty())
                .map(RepositoryAddress::decoded)
                .toList();
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    /** Whether anybody on the way could read what is sent. */
    boolean isPlainHttpToOthers() {
        return origin.startsWith("http:") && !isLoopback();
    }

    private boolean isLoopback() {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
