package io.jenkins.plugins.waybill.model;

import java.util.List;
import java.util.Map;

/**
 * An address to which others send webhooks; Kargo's {@code WebhookReceiverConfig}.
 *
 * @param name unique in its project
 * @param type whose webhooks
 * @param secretName the Secret that holds what senders and receiver share
 * @param virtualRepoName for Artifactory: the repository that subscriptions name; empty for the one in the webhook
 * @param actions for generic ones: what to do
 * @param position where it is written
 */
public record WebhookReceiver(
        String name,
        Type type,
        String secretName,
        String virtualRepoName,
        List<Action> actions,
        SourcePosition position) {

    public WebhookReceiver {
        actions = List.copyOf(actions);
    }

    /** Whose webhooks a receiver understands. */
    public enum Type {
        ARTIFACTORY("secret-token"),
        AZURE("secret"),
        BITBUCKET("secret"),
        DOCKERHUB("secret"),
        GENERIC("secret"),
        GITEA("secret"),
        GITHUB("secret"),
        GITLAB("secret-token"),
        HARBOR("auth-header"),
        QUAY("secret");

        private final String secretKey;

        Type(String secretKey) {
            this.secretKey = secretKey;
        }

        /** The name in manifests and addresses, such as {@code github}. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The key of its Secret. */
        public String secretKey() {
            return secretKey;
        }
    }

    /**
     * What a generic receiver does, which can only be to refresh.
     *
     * @param whenExpression bare expression over the request; empty for always
     * @param parameters fixed texts for the expressions, as {@code params}
     * @param targets what is refreshed
     */
    public record Action(String whenExpression, Map<String, String> parameters, List<Target> targets) {
        public Action {
            parameters = Map.copyOf(parameters);
            targets = List.copyOf(targets);
        }
    }

    /**
     * Warehouses that all these parts select.
     *
     * @param name its name, with expressions; empty for any
     * @param labels their values with expressions
     * @param indices rules about what is watched
     */
    public record Target(String name, LabelSelector labels, List<Index> indices) {
        public Target {
            indices = List.copyOf(indices);
        }
    }

    /**
     * A rule about what a Warehouse watches.
     *
     * @param key {@code subscribedURLs} or {@code receiverPaths}
     * @param equal whether the value must be among them, or must not
     * @param value with expressions
     */
    public record Index(String key, boolean equal, String value) {}
}
