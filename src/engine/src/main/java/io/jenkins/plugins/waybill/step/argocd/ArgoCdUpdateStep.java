package io.jenkins.plugins.waybill.step.argocd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.argocd.Application;
import io.jenkins.plugins.waybill.argocd.ArgoCd;
import io.jenkins.plugins.waybill.argocd.ArgoCdException;
import io.jenkins.plugins.waybill.argocd.AuthorizedStages;
import io.jenkins.plugins.waybill.argocd.SyncRequest;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.HealthChecker;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/**
 * {@code argocd-update}: changes sources of Applications, syncs them, and waits for the syncs to end. Every run looks
 * first and asks only for what no earlier run asked for.
 */
public final class ArgoCdUpdateStep implements PromotionStep, HealthChecker {

    /** How soon to look again; the engine does so no sooner than it polls anything, every 10 s by default. */
    static final Duration POLL = Duration.ofSeconds(1);

    private static final int MOST_REASONS = 3;

    private final StepSchema schema = StepSchema.beside(ArgoCdUpdateStep.class, "argocd-update");

    private record Config(List<AppUpdate> apps) {}

    /** An Application with what is wanted of it. */
    private record Target(Application application, AppUpdate update) {

        String key() {
            return application.key();
        }
    }

    @Override
    public String name() {
        return "argocd-update";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofMinutes(5);
    }

    @Override
    public boolean reachesOutside() {
        return true;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        try {
            ArgoCd server = Applications.server(context);
            List<Target> targets = targets(context, server);
            List<Target> begin = new ArrayList<>();
            List<String> waits = new ArrayList<>();
            for (Target target : targets) {
                SyncDecision decision = decision(context, target);
                if (decision instanceof SyncDecision.Start) {
                    target.update().changes(target.application());
                    begin.add(target);
                } else if (decision instanceof SyncDecision.Wait wait) {
                    waits.add(target.key() + ": " + wait.why());
                } else if (decision instanceof SyncDecision.Over over
                        && over.state().phase().isBad()) {
                    throw StepFailure.retryable("The sync of Application " + target.key() + " failed: "
                            + over.state().message());
                }
            }
            for (Target target : begin) {
                waits.add(target.key() + ": " + begin(context, server, target));
            }
            return waits.isEmpty() ? succeeded(targets) : waiting(context, waits, targets);
        } catch (ArgoCdException e) {
            return later(e, context);
        }
    }

    /** What passes by itself is waited for, as long as the step's timeout allows; the rest counts as an error. */
    static StepResult later(ArgoCdException e, StepContext context) throws StepFailure {
        if (e.passes()) {
            return Patience.running(context, e.getMessage() + " It is asked again.", context.previousOutput());
        }
        throw StepFailure.retryable(String.valueOf(e.getMessage()));
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        try {
            List<Target> targets = targets(context, Applications.server(context));
            for (Target target : targets) {
                context.plan(effect(target));
            }
            return StepResult.succeeded(output(targets));
        } catch (ArgoCdException e) {
            throw StepFailure.retryable(String.valueOf(e.getMessage()));
        }
    }

    private PlannedEffect effect(Target target) throws StepFailure {
        Application application = target.application();
        Map<Integer, ObjectNode> changes = target.update().changes(application);
        String state = List.of(application.sync(), application.health()).stream()
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        return new PlannedEffect(
                name(),
                "would " + (changes.isEmpty() ? "" : "change and ") + "sync Application " + application.key()
                        + (state.isEmpty() ? "" : " (now " + state + ")")
                        + (application.isOperating() ? ", after the operation that goes on there" : ""),
                SourcesDiff.of(application, changes));
    }

    /** All that the config means and that let this Stage change them; nothing is touched unless all fit. */
    private static List<Target> targets(StepContext context, ArgoCd server)
            throws StepFailure, ArgoCdException, InterruptedException {
        List<Target> targets = new ArrayList<>();
        for (AppUpdate update : StepConfig.read(context.config(), Config.class).apps()) {
            List<Application> authorized = authorized(context, server, update);
            if (authorized.size() > 1) {
                requireAllFit(update, authorized);
            }
            authorized.forEach(application -> {
                warnOfNearMiss(context, update, application);
                targets.add(new Target(application, update));
            });
        }
        return targets;
    }

    private static List<Application> authorized(StepContext context, ArgoCd server, AppUpdate update)
            throws StepFailure, ArgoCdException, InterruptedException {
        List<Application> authorized = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Application application :
                Applications.find(server, update.name(), update.namespace(), update.selector())) {
            String refusal = AuthorizedStages.refusal(
                    application, context.project().name(), context.stage().name());
            if (refusal == null) {
                authorized.add(application);
            } else {
                refusals.add(refusal);
            }
        }
        if (authorized.isEmpty()) {
            throw StepFailure.retryable(String.join(". ", refusals) + ".");
        }
        refusals.forEach(refusal -> context.log("Left alone: " + refusal));
        return authorized;
    }

    private static void requireAllFit(AppUpdate update, List<Application> applications) throws StepFailure {
        List<String> misfits = new ArrayList<>();
        for (Application application : applications) {
            try {
                update.changes(application);
            } catch (StepFailure misfit) {
                misfits.add(String.valueOf(misfit.getMessage()));
            }
        }
        if (!misfits.isEmpty()) {
            throw StepFailure.retryable("No Application was changed, since " + misfits.size() + " of "
                    + applications.size() + " do not fit: "
                    + String.join(" ", misfits.subList(0, Math.min(MOST_REASONS, misfits.size()))));
        }
    }

    /** Kargo heeds desiredRevision only where repoURL is written exactly as in the Application; so do we, aloud. */
    private static void warnOfNearMiss(StepContext context, AppUpdate update, Application application) {
        for (SourceUpdate wanted : update.updates()) {
            if (wanted.desiredRevision() != null
                    && application.sources().stream().anyMatch(wanted::means)
                    && application.sources().stream().noneMatch(wanted::namesExactly)) {
                context.log(
                        "desiredRevision has no effect on " + application.key() + ": write repoURL exactly as there, "
                                + application.sources().stream()
                                        .filter(wanted::means)
                                        .map(source -> source.path("repoURL").asText())
                                        .collect(Collectors.joining(" or ")));
            }
        }
    }

    private static SyncDecision decision(StepContext context, Target target) {
        return SyncDecision.of(
                target.application(),
                context.promotion(),
                context.alias(),
                target.update().revisions(target.application()),
                context.clock().instant());
    }

    /** Changes the sources and asks for the sync; gives what is waited for then. */
    private static String begin(StepContext context, ArgoCd server, Target target)
            throws StepFailure, ArgoCdException, InterruptedException {
        Application application = target.application();
        Application fresh;
        try {
            fresh = server.change(application, target.update().changes(application));
        } catch (ArgoCdException e) {
            if (e.kind() == ArgoCdException.Kind.CONFLICT) {
                return "somebody else is changing it; it is looked at again";
            }
            throw e;
        }
        // That answer comes from no cache: an operation that an earlier, interrupted run asked for is in it.
        SyncDecision again = decision(context, new Target(fresh, target.update()));
        if (!(again instanceof SyncDecision.Start)) {
            return again instanceof SyncDecision.Wait wait ? wait.why() : "its sync has ended meanwhile";
        }
        String closed = context.actor() == null ? server.syncWindows(fresh).refusalOfAutomatic() : null;
        return closed == null ? sync(context, server, fresh) : closed;
    }

    private static String sync(StepContext context, ArgoCd server, Application application)
            throws ArgoCdException, InterruptedException {
        try {
            server.sync(application, request(context, application));
            context.log("Asked Argo CD to sync " + application.key());
            return "the sync is about to begin";
        } catch (ArgoCdException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("another operation is already in progress")) {
                return "another operation goes on";
            }
            if (e.kind() == ArgoCdException.Kind.FORBIDDEN && said.contains("sync window")) {
                return "a sync window does not allow it now";
            }
            if (e.passes() && e.mayHaveArrived()) {
                return "Argo CD gave no answer; it is looked at again whether the sync began";
            }
            throw e;
        }
    }

    private static SyncRequest request(StepContext context, Application application) {
        Map<String, String> info = new LinkedHashMap<>();
        info.put(
                "Reason",
                "Promotion to Stage " + context.stage().name() + " of project "
                        + context.project().name()
                        + (context.actor() == null ? "" : ", asked for by " + context.actor()));
        info.put(SyncDecision.PROMOTION, context.promotion());
        info.put(SyncDecision.STEP, context.alias());
        return new SyncRequest(info, application.retry(), application.syncOptions());
    }

    private StepResult succeeded(List<Target> targets) {
        ObjectNode check = JsonNodeFactory.instance.objectNode();
        ArrayNode apps = check.putArray("apps");
        for (Target target : targets) {
            ObjectNode app = apps.addObject()
                    .put("name", target.application().name())
                    .put("namespace", target.application().namespace());
            ArrayNode revisions = app.putArray("desiredRevisions");
            target.update().revisions(target.application()).forEach(revisions::add);
        }
        return new StepResult(
                StepStatus.SUCCEEDED, "", output(targets), null, null, List.of(new HealthCheck(name(), check)));
    }

    private static StepResult waiting(StepContext context, List<String> waits, List<Target> targets) {
        return Patience.running(context, "waits for Argo CD: " + String.join("; ", waits), output(targets));
    }

    private static ObjectNode output(List<Target> targets) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode apps = output.putArray("apps");
        targets.forEach(target -> apps.addObject()
                .put("name", target.application().name())
                .put("namespace", target.application().namespace()));
        return output;
    }

    @Override
    public Health check(String project, String stage, ObjectNode config, Host host) throws Exception {
        return ApplicationHealth.check(project, stage, config, host);
    }
}
