package io.jenkins.plugins.waybill.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.HttpHost;

/** URLs as texts. */
public final class HttpUrl {

    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Pattern USER = Pattern.compile("//[^/@]*@");

    private HttpUrl() {}

    /** For messages: without query, fragment, user and password, which may hold tokens. */
    public static String shown(String url) {
        return USER.matcher(QUERY.matcher(url).replaceFirst("")).replaceFirst("//");
    }

    static URI parse(String url) throws HttpFailure {
        try {
            URI uri = new URI(url);
            if (!isHttp(uri)) {
                throw new HttpFailure(
                        HttpFailure.Reason.REFUSED, "'" + shown(url) + "' is no http or https URL with a host.");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new HttpFailure(
                    HttpFailure.Reason.REFUSED,
                    "'" + shown(url) + "' is no URL: " + e.getReason()
                            + ". Characters with a meaning in URLs must be percent-encoded.");
        }
    }

    static boolean isHttp(URI uri) {
        return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && uri.getHost() != null;
    }

    /** An address's server in the client's words. */
    static HttpHost server(URI uri) {
        return new HttpHost(uri.getScheme(), host(uri), port(uri));
    }

    /** Whether two addresses are of the same server, reached the same way. */
    static boolean sameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    /** Without the brackets that an IPv6 address has in URLs, and nowhere else. */
    static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
