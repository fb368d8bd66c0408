package io.jenkins.plugins.waybill.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.model.WebhookReceiver;
import io.jenkins.plugins.waybill.webhook.WebhookRequest;
import io.jenkins.plugins.waybill.webhook.Webhooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes webhooks to the receivers that they are addressed to, and does what those say. Thread-safe. */
public final class WebhookDesk {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDesk.class);

    private final EngineRoom room;
    private final Webhooks webhooks;
    private volatile List<WebhookReceiver> shared = List.of();

    private record Addressed(String project, WebhookReceiver receiver, Secret secret) {}

    WebhookDesk(EngineRoom room) {
        this.room = room;
        webhooks = new Webhooks(room.surroundings().host().clock());
    }

    /** Replaces the receivers of webhooks that serve all projects: those of Kargo's ClusterConfig. */
    public void share(List<WebhookReceiver> receivers) {
        shared = List.copyOf(receivers);
    }

    /**
     * Where a project's receivers of webhooks listen, below the address that the host gives to webhooks.
     *
     * @param project empty for the receivers of all projects
     */
    public List<WebhookAddress> addresses(String project) {
        List<WebhookReceiver> receivers = project.equals(WebhookAddress.ALL_PROJECTS)
                ? shared
                : room.definitions().project(project).webhookReceivers();
        return WebhookAddress.of(project, receivers, credentials());
    }

    private Credentials credentials() {
        return room.surroundings().host().credentials();
    }

    /**
     * Takes a webhook, which may come from anybody: it counts only when it has the address and the signature that were
     * agreed on. Warehouses are refreshed and promotions woken after this returns.
     *
     * @param path what follows the address that the host gives to webhooks, such as {@code /github/0a1b…}
     */
    public WebhookReply receive(String path, WebhookRequest request) {
        Optional<Addressed> addressed = find(path);
        if (addressed.isEmpty()) {
            return WebhookReply.of(Webhooks.Verdict.nothing(404, "there is no receiver at this address"));
        }
        Addressed to = addressed.get();
        Collection<ProjectDefinition> projects = to.project().equals(WebhookAddress.ALL_PROJECTS)
                ? room.definitions().all()
                : room.definitions().find(to.project()).stream().toList();
        Webhooks.Verdict verdict = webhooks.judge(to.project(), to.receiver(), to.secret(), request, projects);
        verdict.refresh().forEach(target -> refresh(target, projects));
        ObjectNode answer = verdict.answer();
        if (!verdict.pullRequests().isEmpty()) {
            int woken = wake(verdict.pullRequests(), projects);
            String others = answer.path("msg").asText();
            answer.put("msg", (others.isEmpty() ? "" : others + ", ") + "refreshed " + woken + " promotion(s)");
        }
        LOG.info(
                "Webhook for receiver '{}' of '{}': {} {}",
                to.receiver().name(),
                to.project(),
                verdict.status(),
                answer);
        return WebhookReply.of(verdict);
    }

    private Optional<Addressed> find(String path) {
        String type = path.replaceFirst("^/", "").replaceFirst("/.*", "");
        Stream<Addressed> ofProjects = room.definitions().all().stream()
                .flatMap(project -> addressed(project.name(), project.webhookReceivers(), type));
        return Stream.concat(ofProjects, addressed(WebhookAddress.ALL_PROJECTS, shared, type))
                .filter(known -> Webhooks.isPath(path, known.project(), known.receiver(), known.secret()))
                .findFirst();
    }

    private Stream<Addressed> addressed(String project, List<WebhookReceiver> receivers, String type) {
        return receivers.stream()
                .filter(receiver -> receiver.type().id().equals(type))
                .flatMap(receiver -> WebhookAddress.secret(project, receiver, credentials())
                        .map(secret -> new Addressed(project, receiver, secret))
                        .stream());
    }

    private void refresh(Webhooks.Target target, Collection<ProjectDefinition> projects) {
        projects.stream()
                .filter(project -> project.name().equals(target.project()))
                .findFirst()
                .flatMap(project -> project.warehouse(target.warehouse()))
                .ifPresent(warehouse -> room.discoveries().refreshSoon(target.project(), warehouse.name()));
    }

    /** Drives those promotions that wait for one of these pull requests; returns how many. */
    private int wake(Set<String> pullRequests, Collection<ProjectDefinition> projects) {
        List<Promotion> waiting = new ArrayList<>();
        for (ProjectDefinition project : projects) {
            room.store().state().project(project.name()).unfinished().stream()
                    .filter(promotion -> waitsFor(promotion, pullRequests))
                    .forEach(waiting::add);
        }
        waiting.forEach(promotion -> room.promoter().run(promotion.project(), promotion.stage(), promotion.name()));
        return waiting.size();
    }

    private static boolean waitsFor(Promotion promotion, Set<String> pullRequests) {
        return promotion.executions().stream()
                .filter(execution -> execution.status() == StepStatus.RUNNING)
                .map(StepExecution::alias)
                .map(alias -> promotion.outputs().path(alias).at("/pr/url").asText(""))
                .anyMatch(url -> pullRequests.contains(Webhooks.pullRequestUrl(url)));
    }
}
