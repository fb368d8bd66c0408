package io.jenkins.plugins.waybill.model;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One spelling for the many that repositories' addresses have, by Kargo's rules; Freight names depend on it. */
public final class RepositoryUrl {

    private static final Pattern WITH_SCHEME = Pattern.compile(
            "(?<scheme>https?|ssh)://(?<authority>[^/?#]+)(?<path>[^?#]*)(?<query>\\?[^#]*)?(?<fragment>#.*)?");
    private static final Pattern INVALID_ESCAPE = Pattern.compile("%(?![0-9a-f]{2})");
    private static final Pattern SCP =
            Pattern.compile("(?<user>[\\w.-]+@)?(?<host>\\w[\\w.-]*)(?::(?<path>[^:?#]*|///?[^?#]*)(?<query>\\?.*)?)?");
    private static final Set<String> DOCKER_HUB = Set.of("docker.io", "index.docker.io", "registry-1.docker.io");
    private static final Pattern IMAGE_PATH = Pattern.compile("[a-z0-9_./-]{2,255}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private RepositoryUrl() {}

    /**
     * A Git repository: lower case, without user information on http, without a trailing slash and {@code .git}; the
     * {@code user@host:path} form becomes {@code ssh://}. What cannot be read stays as it is.
     */
    public static String normaliseGit(String url) {
        String text = clean(url);
        Matcher parts = WITH_SCHEME.matcher(text);
        if (parts.matches()) {
            return parts.group("query") == null ? withScheme(parts, url) : url;
        }
        Matcher scp = SCP.matcher(text);
        if (!scp.matches()) {
            return url;
        }
        String path = scp.group("path") == null ? "" : scp.group("path");
        String user = scp.group("user") == null ? "" : scp.group("user");
        String query = scp.group("query") == null ? "" : scp.group("query");
        return "ssh://" + user + scp.group("host") + (path.isEmpty() ? "" : "/" + escape(withoutGit(path))) + query;
    }

    private static String withScheme(Matcher parts, String original) {
        String authority = parts.group("authority");
        String path = parts.group("path");
        if (authority.contains(" ") || INVALID_ESCAPE.matcher(path).find()) {
            return original;
        }
        if (!parts.group("scheme").equals("ssh")) {
            authority = authority.substring(authority.lastIndexOf('@') + 1);
        }
        String fragment = parts.group("fragment") == null ? "" : parts.group("fragment");
        return parts.group("scheme") + "://" + escape(authority) + escape(withoutGit(path)) + fragment;
    }

    /** Percent-encodes what may not stand in a URL as it is; existing escapes stay. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && "\"<>\\^`{|}".indexOf(b) < 0) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return escaped.toString();
    }

    private static String withoutGit(String path) {
        String result = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return result.endsWith(".git") ? result.substring(0, result.length() - ".git".length()) : result;
    }

    /**
     * An image repository: lower case, without tag and digest; Docker Hub's host and {@code library/} are left out.
     * What is no image reference stays as it is.
     */
    public static String normaliseImage(String url) {
        String text = clean(url);
        int digest = text.indexOf('@');
        if (digest >= 0) {
            if (!DIGEST.matcher(text.substring(digest + 1)).matches()) {
                return url;
            }
            text = text.substring(0, digest);
        }
        int colon = text.lastIndexOf(':');
        if (colon > text.lastIndexOf('/')) {
            if (!TAG.matcher(text.substring(colon + 1)).matches()) {
                return url;
            }
            text = text.substring(0, colon);
        }
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        boolean hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        String path = hasHost ? text.substring(slash + 1) : text;
        if (!IMAGE_PATH.matcher(path).matches()) {
            return url;
        }
        if (hasHost && !DOCKER_HUB.contains(first)) {
            return first + "/" + path;
        }
        return path.startsWith("library/") ? path.substring("library/".length()) : path;
    }

    /** A chart repository: lower case; with {@code oci://} left out it is read as an image repository. */
    public static String normaliseChart(String url) {
        String text = clean(url);
        return normaliseImage(text.startsWith("oci://") ? text.substring("oci://".length()) : text);
    }

    private static String clean(String url) {
        StringBuilder printable = new StringBuilder();
        url.strip()
                .codePoints()
                .filter(point -> !Character.isISOControl(point)
                        && Character.getType(point) != Character.FORMAT
                        && Character.isDefined(point))
                .forEach(printable::appendCodePoint);
        return printable.toString().toLowerCase(Locale.ROOT);
    }
}
