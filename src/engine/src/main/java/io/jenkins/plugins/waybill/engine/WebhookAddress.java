package io.jenkins.plugins.waybill.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.WebhookReceiver;
import io.jenkins.plugins.waybill.webhook.Webhooks;

/**
 * Where a receiver of webhooks listens. Who knows the path of one whose sender signs nothing may use it, so it is to be
 * shown only to those who configure the project.
 *
 * @param name the receiver
 * @param type whose webhooks, such as {@code github}
 * @param path below the host's address for webhooks, with a leading slash; empty when there is none
 * @param problem why there is no address; empty when there is one
 */
public record WebhookAddress(String name, String type, String path, String problem) {

    /** The project that receivers of all projects count as; no project has an empty name. */
    static final String ALL_PROJECTS = "";

    /**
     * The addresses of these receivers, in their order.
     *
     * @param project empty for receivers of all projects
     */
    public static List<WebhookAddress> of(String project, List<WebhookReceiver> receivers, Credentials credentials) {
        return receivers.stream()
                .map(receiver -> secret(project, receiver, credentials)
                        .map(secret -> new WebhookAddress(
                                receiver.name(), receiver.type().id(), Webhooks.path(project, receiver, secret), ""))
                        .orElseGet(() -> new WebhookAddress(
                                receiver.name(), receiver.type().id(), "", missing(receiver))))
                .toList();
    }

    /** What the receiver shares with its senders. An empty secret protects nothing, so it is none. */
    static Optional<Secret> secret(String project, WebhookReceiver receiver, Credentials credentials) {
        Optional<Map<String, Secret>> data = project.equals(ALL_PROJECTS)
                ? credentials.systemSecret(receiver.secretName())
                : credentials.secret(project, receiver.secretName());
        return data.map(secrets -> secrets.get(receiver.type().secretKey()))
                .filter(secret -> !secret.reveal().isEmpty());
    }

    private static String missing(WebhookReceiver receiver) {
        return receiver.position() + ": there is no Secret '" + receiver.secretName() + "' with the key '"
                + receiver.type().secretKey() + "'";
    }
}
