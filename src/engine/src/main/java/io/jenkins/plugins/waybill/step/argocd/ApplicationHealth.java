package io.jenkins.plugins.waybill.step.argocd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.argocd.Application;
import io.jenkins.plugins.waybill.argocd.ArgoCd;
import io.jenkins.plugins.waybill.argocd.ArgoCdException;
import io.jenkins.plugins.waybill.argocd.OperationState;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.Health.Status;

/** A Stage's health from that of its Applications, by Kargo's rules; the worst counts. */
final class ApplicationHealth {

    private ApplicationHealth() {}

    /** Looks at every Application of the check once. */
    static Health check(String project, String stage, ObjectNode config, Host host) throws InterruptedException {
        Optional<ArgoServer> server = host.argoServers().find(project, stage);
        if (server.isEmpty()) {
            return one(Status.UNKNOWN, "No Argo CD server is known for this Stage any more.");
        }
        Status worst = Status.HEALTHY;
        List<String> issues = new ArrayList<>();
        for (JsonNode app : config.path("apps")) {
            Health health = health(server.get(), app);
            worst = health.status().compareTo(worst) > 0 ? health.status() : worst;
            issues.addAll(health.issues());
        }
        return new Health(worst, issues);
    }

    private static Health health(ArgoServer server, JsonNode app) throws InterruptedException {
        List<String> desired = new ArrayList<>();
        app.path("desiredRevisions").forEach(revision -> desired.add(revision.asText("")));
        try {
            ArgoCd client = ArgoCd.at(server);
            Application application = client.application(
                    app.path("name").asText(""), app.path("namespace").asText(null));
            if (!application.isHealthFresh()) {
                client.requestRefresh(application);
            }
            return of(application, desired);
        } catch (ArgoCdException e) {
            return one(Status.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    /** The health that one Application gives its Stage. */
    static Health of(Application application, List<String> desired) {
        String who = "Application " + application.key();
        if (!application.isHealthFresh()) {
            return one(Status.UNKNOWN, who + " was not looked at by Argo CD since its last operation ended.");
        }
        List<String> errors = application.conditions().stream()
                .filter(Application.Condition::isError)
                .map(condition -> who + " has the condition " + condition.type() + ": " + condition.message())
                .toList();
        if (!errors.isEmpty()) {
            return new Health(Status.UNHEALTHY, errors);
        }
        if (desired.stream().anyMatch(revision -> !revision.isEmpty())) {
            Optional<Health> trouble = syncTrouble(application, desired);
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        String why = application.healthMessage().isEmpty() ? "" : ": " + application.healthMessage();
        return switch (application.health()) {
            case "Healthy" -> new Health(Status.HEALTHY, List.of());
            case "Progressing", "" -> one(Status.PROGRESSING, who + " is progressing" + why + ".");
            case "Suspended" -> one(Status.PROGRESSING, who + " is suspended" + why + ".");
            default -> one(Status.UNHEALTHY, who + " is " + application.health() + why + ".");
        };
    }

    private static Optional<Health> syncTrouble(Application application, List<String> desired) {
        String who = "Application " + application.key();
        OperationState last = application.last();
        if (application.isOperating() || last == null) {
            return Optional.of(one(Status.UNKNOWN, who + " is being synced."));
        }
        if (last.revisions() == null) {
            return Optional.of(one(Status.UNKNOWN, who + " ended its last operation without a sync result."));
        }
        if (application.sources().size() != desired.size() || last.revisions().size() != desired.size()) {
            return Optional.of(one(
                    Status.UNKNOWN,
                    who + " has " + application.sources().size() + " sources and was synced with "
                            + last.revisions().size() + ", but was promoted with " + desired.size() + "."));
        }
        List<String> issues = new ArrayList<>();
        for (int index = 0; index < desired.size(); index++) {
            String wanted = desired.get(index);
            if (!wanted.isEmpty() && !wanted.equals(last.revisions().get(index))) {
                issues.add(who + " is synced to " + last.revisions().get(index) + " of "
                        + application.sources().get(index).path("repoURL").asText("") + " instead of " + wanted + ".");
            }
        }
        return issues.isEmpty() ? Optional.empty() : Optional.of(new Health(Status.UNHEALTHY, issues));
    }

    private static Health one(Status status, String issue) {
        return new Health(status, List.of(issue));
    }
}
