package io.jenkins.plugins.waybill.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.argocd.ArgoCdException.Kind;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.jspecify.annotations.Nullable;

/** The token to show: one that was given, or one that a login with name and password gave. */
final class Session {

    private final ArgoServer server;
    private final Transport transport;
    private @Nullable Secret token;

    Session(ArgoServer server, Transport transport) {
        this.server = server;
        this.transport = transport;
    }

    /** Logs in where that is needed and was not done yet. */
    synchronized Secret token() throws ArgoCdException, InterruptedException {
        if (server.credential() instanceof Credential.Token given) {
            return given.token();
        }
        if (token == null) {
            token = login((Credential.UsernamePassword) server.credential());
        }
        return token;
    }

    /** Whether a login may give another token in place of one that is no longer accepted; forgets that one. */
    synchronized boolean renews(Secret stale) {
        if (token != null && token.equals(stale)) {
            token = null;
        }
        return server.credential() instanceof Credential.UsernamePassword;
    }

    private Secret login(Credential.UsernamePassword account) throws ArgoCdException, InterruptedException {
        JsonNode answer = transport.send(
                "POST",
                "/session",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("username", account.username())
                        .put("password", account.password().reveal()),
                null);
        String given = answer.path("token").asText("");
        if (given.isEmpty()) {
            throw new ArgoCdException(
                    Kind.BROKEN, false, "The login at Argo CD server '" + server.name() + "' gave no token.");
        }
        return Secret.of(given);
    }
}
