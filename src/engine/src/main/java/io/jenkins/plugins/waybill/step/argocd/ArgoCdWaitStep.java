package io.jenkins.plugins.waybill.step.argocd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.argocd.Application;
import io.jenkins.plugins.waybill.argocd.ArgoCd;
import io.jenkins.plugins.waybill.argocd.ArgoCdException;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/** {@code argocd-wait}: waits until Applications are healthy, synced and at rest, or whatever else is asked for. */
public final class ArgoCdWaitStep implements PromotionStep {

    private static final Set<String> DEFAULT = Set.of("health", "sync", "operation");

    private final StepSchema schema = StepSchema.beside(ArgoCdWaitStep.class, "argocd-wait");

    private record Config(List<Entry> apps) {}

    private record Entry(
            @Nullable String name,
            @Nullable String namespace,
            @Nullable AppSelector selector,
            @Nullable Set<String> waitFor) {

        Set<String> wanted() {
            return waitFor == null ? DEFAULT : waitFor;
        }

        boolean asksHealth() {
            return wanted().contains("health") || wanted().contains("suspended") || wanted().contains("degraded");
        }

        /** The healths that will do; any one of them. */
        Set<String> healths() {
            return wanted().stream()
                    .filter(word -> !word.equals("sync") && !word.equals("operation"))
                    .map(word ->
                            word.equals("health") ? "Healthy" : word.equals("suspended") ? "Suspended" : "Degraded")
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public String name() {
        return "argocd-wait";
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
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode apps = output.putArray("apps");
        ObjectNode before = context.previousOutput();
        ObjectNode healths = output.putObject("healthStatus");
        if (before != null && before.path("healthStatus") instanceof ObjectNode known) {
            healths.setAll(known);
        }
        List<String> lacking = new ArrayList<>();
        try {
            ArgoCd server = Applications.server(context);
            for (Entry entry : StepConfig.read(context.config(), Config.class).apps()) {
                for (Application application :
                        Applications.find(server, entry.name(), entry.namespace(), entry.selector())) {
                    apps.addObject().put("name", application.name()).put("namespace", application.namespace());
                    String earlier = healths.path(application.key()).asText("");
                    if (!application.health().isEmpty()) {
                        healths.put(application.key(), application.health());
                    }
                    String missing = missing(server, entry, application, earlier);
                    if (missing != null) {
                        lacking.add(application.key() + ": " + missing);
                    }
                }
            }
        } catch (ArgoCdException e) {
            return ArgoCdUpdateStep.later(e, context);
        }
        return lacking.isEmpty()
                ? StepResult.succeeded(output)
                : Patience.running(context, "waits for Argo CD: " + String.join("; ", lacking), output);
    }

    /** What is not as wanted yet, in words; null when everything is. */
    private static @Nullable String missing(ArgoCd server, Entry entry, Application application, String earlier)
            throws StepFailure, InterruptedException {
        List<String> errors = application.conditions().stream()
                .filter(Application.Condition::isError)
                .map(condition -> condition.type() + ": " + condition.message())
                .toList();
        if (!errors.isEmpty()) {
            throw StepFailure.errored(
                    "Application " + application.key() + " is in trouble: " + String.join("; ", errors));
        }
        if (entry.wanted().contains("operation") && application.isOperating()) {
            return "an operation goes on";
        }
        if (entry.asksHealth()) {
            if (!application.isHealthFresh()) {
                server.requestRefresh(application);
                return "Argo CD did not look at it since its last operation ended";
            }
            boolean hadBeenBetter = !earlier.isEmpty() && !earlier.equals("Degraded") && !earlier.equals("Unknown");
            if (entry.wanted().contains("health") && application.health().equals("Degraded") && hadBeenBetter) {
                throw StepFailure.errored("The health of Application " + application.key() + " went from " + earlier
                        + " to Degraded"
                        + (application.healthMessage().isEmpty() ? "" : ": " + application.healthMessage()) + ".");
            }
            if (!entry.healths().contains(application.health())) {
                return "its health is " + (application.health().isEmpty() ? "not known" : application.health());
            }
        }
        if (entry.wanted().contains("sync") && !application.sync().equals("Synced")) {
            return "it is " + (application.sync().isEmpty() ? "not compared yet" : application.sync());
        }
        return null;
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        for (Entry entry : config.apps()) {
            String who = entry.selector() == null
                    ? "Application " + entry.name()
                    : "the Applications with the labels '" + entry.selector().inWords() + "'";
            context.plan(new PlannedEffect(
                    name(),
                    "would wait for " + who + ": "
                            + entry.wanted().stream().sorted().collect(Collectors.joining(", ")),
                    null));
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray("apps");
        output.putObject("healthStatus");
        return StepResult.succeeded(output);
    }
}
