package io.jenkins.plugins.waybill.git;

import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;

/**
 * HTTP connections that carry the credentials to the origin they belong to and to no other: JGit by itself keeps them
 * across a redirect to another port of the same host.
 */
final class HttpConnections implements HttpConnectionFactory2 {

    private final URI origin;
    private final Optional<String> authorization;
    private final TlsTrust trust;
    private final RemoteConnection.Verdict verdict;
    private final List<ClientConnection> opened = new ArrayList<>();

    HttpConnections(
            RemoteUrl url,
            Optional<Credential> credential,
            boolean trustAnyCertificate,
            RemoteConnection.Verdict verdict) {
        this.origin = url.origin().orElseThrow();
        this.authorization = credential.flatMap(access -> authorization(access, origin.getHost()));
        this.trust = TlsTrust.skipVerification(trustAnyCertificate);
        this.verdict = verdict;
    }

    @Override
    public HttpConnection create(URL url) {
        var connection = new ClientConnection(url, trust, verdict);
        if (authorization.isPresent() && isAtHome(url)) {
            connection.setRequestProperty("Authorization", authorization.get());
        }
        opened.add(connection);
        return connection;
    }

    /** As all our requests, whatever proxy JGit would choose. */
    @Override
    public HttpConnection create(URL url, Proxy proxy) {
        return create(url);
    }

    @Override
    public GitSession newSession() {
        return new GitSession() {
            @Override
            public HttpConnection configure(HttpConnection connection, boolean verify) {
                return connection;
            }

            @Override
            public void close() {
                opened.forEach(ClientConnection::close);
            }
        };
    }

    /** Same scheme, host and port; or the same host's step up from http to https on the usual ports. */
    private boolean isAtHome(URL url) {
        if (!url.getHost().equalsIgnoreCase(origin.getHost())) {
            return false;
        }
        boolean sameScheme = url.getProtocol().equalsIgnoreCase(origin.getScheme());
        if (sameScheme) {
            return port(url.getPort(), url.getProtocol()) == port(origin.getPort(), origin.getScheme());
        }
        return url.getProtocol().equalsIgnoreCase("https")
                && port(url.getPort(), "https") == 443
                && port(origin.getPort(), "http") == 80;
    }

    private static int port(int port, String scheme) {
        return port > 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
    }

    private static Optional<String> authorization(Credential credential, String host) {
        if (credential instanceof Credential.UsernamePassword pair) {
            return Optional.of(basic(pair.username(), pair.password().reveal()));
        }
        if (credential instanceof Credential.Token token) {
            // Git hosts take tokens as a password; the name they expect is the only thing they disagree on.
            String username = host.endsWith("bitbucket.org") ? "x-token-auth" : "x-access-token";
            return Optional.of(basic(username, token.token().reveal()));
        }
        return Optional.empty();
    }

    private static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
