package io.jenkins.plugins.waybill.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WebhookReceiver;

/**
 * Decides over webhooks: where each receiver's address is, whether a request is genuine, and what is to be refreshed. It
 * refreshes nothing itself. Thread-safe.
 */
public final class Webhooks {

    private static final Map<WebhookReceiver.Type, Receiver> RECEIVERS = new EnumMap<>(Map.of(
            WebhookReceiver.Type.AZURE, new AzureReceiver(),
            WebhookReceiver.Type.BITBUCKET, new BitbucketReceiver(),
            WebhookReceiver.Type.DOCKERHUB, RegistryReceivers::dockerHub,
            WebhookReceiver.Type.GITEA, new GiteaReceiver(),
            WebhookReceiver.Type.GITHUB, new GitHubReceiver(),
            WebhookReceiver.Type.GITLAB, new GitLabReceiver(),
            WebhookReceiver.Type.HARBOR, RegistryReceivers::harbor,
            WebhookReceiver.Type.QUAY, RegistryReceivers::quay));

    /** What is signed can be recorded and sent again; what is not needs no recording to be forged by who knows it. */
    private static final Set<WebhookReceiver.Type> SIGNED = EnumSet.of(
            WebhookReceiver.Type.ARTIFACTORY,
            WebhookReceiver.Type.BITBUCKET,
            WebhookReceiver.Type.GITEA,
            WebhookReceiver.Type.GITHUB);

    private final Deliveries deliveries;

    /** Remembers deliveries by that clock. */
    public Webhooks(InstantSource clock) {
        deliveries = new Deliveries(clock);
    }

    /** A Warehouse to refresh. */
    public record Target(String project, String warehouse) {}

    /**
     * What becomes of a webhook.
     *
     * @param status the HTTP status to answer
     * @param answer the JSON to answer
     * @param refresh Warehouses to refresh
     * @param pullRequests pages of pull requests that are over, as {@link #pullRequestUrl} spells them
     */
    public record Verdict(int status, ObjectNode answer, List<Target> refresh, Set<String> pullRequests) {

        public Verdict {
            refresh = List.copyOf(refresh);
            pullRequests = Set.copyOf(pullRequests);
        }

        /** Nothing is to be done; the answer says why. */
        public static Verdict nothing(int status, String message) {
            return new Verdict(
                    status,
                    JsonNodeFactory.instance.objectNode().put(status < 400 ? "msg" : "error", message),
                    List.of(),
                    Set.of());
        }
    }

    /**
     * The path of a receiver's address, as Kargo derives it: {@code /github/} and a hash that nobody can guess who does not
     * know the secret.
     *
     * @param project empty for receivers of all projects
     */
    public static String path(String project, WebhookReceiver receiver, Secret secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((project + receiver.name() + secret.reveal()).getBytes(StandardCharsets.UTF_8));
            return "/" + receiver.type().id() + "/" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Whether that is the path of the receiver; takes the same time wherever the difference is. */
    public static boolean isPath(String path, String project, WebhookReceiver receiver, Secret secret) {
        return Shared.isEqual(path, path(project, receiver, secret));
    }

    /** One spelling for the many that a pull request's page has. */
    public static String pullRequestUrl(String url) {
        return url.replaceFirst("//[^/@]*@", "//")
                .replaceFirst("[?#].*", "")
                .replaceFirst("/+$", "")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Judges a request that came to a receiver's address.
     *
     * @param projects those that the receiver may refresh
     */
    public Verdict judge(
            String project,
            WebhookReceiver receiver,
            Secret secret,
            WebhookRequest request,
            Collection<ProjectDefinition> projects) {
        String where = project + "/" + receiver.name();
        if (request.body().length > WebhookRequest.MAX_BODY_BYTES) {
            return Verdict.nothing(413, "the body is larger than 2 MiB");
        }
        try {
            boolean generic = receiver.type() == WebhookReceiver.Type.GENERIC;
            List<WebhookEvent> events = generic ? List.of() : reader(receiver).read(request, new Shared(secret));
            // What is not genuine must not use up the share of what is.
            if (!deliveries.admit(where)) {
                return Verdict.nothing(429, "more than " + Deliveries.MOST_PER_MINUTE + " webhooks in a minute");
            }
            if (generic) {
                return GenericActions.judge(receiver, request, projects);
            }
            boolean ping = events.stream().allMatch(event -> event instanceof WebhookEvent.Ping);
            if (!ping && SIGNED.contains(receiver.type()) && deliveries.isReplay(where, request.body())) {
                return Verdict.nothing(200, "was received before");
            }
            return verdict(events, projects);
        } catch (Rejection e) {
            return Verdict.nothing(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static Receiver reader(WebhookReceiver receiver) {
        return receiver.type() == WebhookReceiver.Type.ARTIFACTORY
                ? RegistryReceivers.artifactory(receiver.virtualRepoName())
                : Objects.requireNonNull(RECEIVERS.get(receiver.type()));
    }

    private static Verdict verdict(List<WebhookEvent> events, Collection<ProjectDefinition> projects) {
        Set<String> pullRequests = new LinkedHashSet<>();
        boolean ofSources = false;
        for (WebhookEvent event : events) {
            if (event instanceof WebhookEvent.Ping) {
                return Verdict.nothing(200, "pong: the receiver is set up as it should be");
            }
            if (event instanceof WebhookEvent.Nothing nothing) {
                return Verdict.nothing(200, nothing.what() + "; that concerns nothing here");
            }
            if (event instanceof WebhookEvent.PullRequestOver over) {
                over.urls().forEach(url -> pullRequests.add(pullRequestUrl(url)));
            } else {
                ofSources = true;
            }
        }
        List<Target> targets = new ArrayList<>();
        for (ProjectDefinition project : projects) {
            for (Warehouse warehouse : project.warehouses().values()) {
                if (events.stream().anyMatch(event -> WarehouseMatch.concerns(warehouse, event))) {
                    targets.add(new Target(project.name(), warehouse.name()));
                }
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (ofSources || pullRequests.isEmpty()) {
            answer.put("msg", "refreshed " + targets.size() + " warehouse(s)");
        }
        return new Verdict(200, answer, targets, pullRequests);
    }
}
