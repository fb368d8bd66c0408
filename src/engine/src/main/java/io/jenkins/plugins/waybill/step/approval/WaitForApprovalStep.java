package io.jenkins.plugins.waybill.step.approval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/**
 * {@code wait-for-approval}: waits until enough people approve, or one rejects. The fields are those of Kargo's
 * commercial edition.
 */
public final class WaitForApprovalStep implements PromotionStep {

    private static final Duration DEFAULT_POLL = Duration.ofSeconds(30);

    private final StepSchema schema = StepSchema.beside(WaitForApprovalStep.class, "wait-for-approval");

    private record Config(
            @Nullable List<ApproverRule> approvers,
            @Nullable Integer minApprovals,
            @Nullable String pollInterval) {

        List<ApproverRule> rules() {
            return approvers == null ? List.of() : approvers;
        }

        int quorum() {
            return minApprovals == null ? 1 : minApprovals;
        }

        boolean mayAnswer(Actor actor) {
            return rules().isEmpty() || rules().stream().anyMatch(rule -> rule.matches(actor));
        }
    }

    @Override
    public String name() {
        return "wait-for-approval";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public boolean reachesOutside() {
        return true;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Map<Actor, ApprovalResponse> approvals = new LinkedHashMap<>();
        List<Actor> strangers = new ArrayList<>();
        for (ApprovalResponse response : context.responses()) {
            if (!config.mayAnswer(response.actor())) {
                strangers.add(response.actor());
            } else if (!response.approved()) {
                throw StepFailure.failed("rejected by " + response.actor().displayName()
                        + (response.comment().isEmpty() ? "" : ": " + response.comment()));
            } else {
                approvals.putIfAbsent(response.actor(), response);
            }
        }
        String missing = missing(config, approvals);
        if (missing.isEmpty()) {
            context.log("Approved by " + names(approvals));
            return StepResult.succeeded(output(config, context.responses()));
        }
        String ignored = strangers.isEmpty()
                ? ""
                : " The answer of "
                        + strangers.stream().map(Actor::toString).distinct().collect(Collectors.joining(", "))
                        + " does not count: no approver rule matches.";
        return StepResult.running(
                "waits for approval: " + missing + "." + ignored,
                output(config, context.responses()),
                config.pollInterval() == null
                        ? DEFAULT_POLL
                        : GoDuration.parse(config.pollInterval()).orElse(DEFAULT_POLL));
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        context.plan(new PlannedEffect(
                name(), "would wait for " + count(config.quorum(), "approval") + " by " + who(config.rules()), null));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray("responses");
        return StepResult.succeeded(output);
    }

    /** What is missing, in words; empty when nothing is. */
    private static String missing(Config config, Map<Actor, ApprovalResponse> approvals) {
        List<String> parts = new ArrayList<>();
        int lacking = config.quorum() - approvals.size();
        if (lacking > 0) {
            parts.add(approvals.size() + " of " + config.quorum() + " given"
                    + (approvals.isEmpty() ? "" : " (" + names(approvals) + ")") + ", "
                    + lacking + " more needed from " + who(config.rules()));
        }
        for (ApproverRule rule : config.rules()) {
            if (rule.required() && approvals.keySet().stream().noneMatch(rule::matches)) {
                parts.add("one must come from " + rule.describe());
            }
        }
        return String.join("; ", parts);
    }

    private static String who(List<ApproverRule> rules) {
        return rules.isEmpty()
                ? "anyone who may see the promotion"
                : rules.stream().map(ApproverRule::describe).collect(Collectors.joining(" or "));
    }

    private static String names(Map<Actor, ApprovalResponse> approvals) {
        return approvals.keySet().stream().map(Actor::displayName).collect(Collectors.joining(", "));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static ObjectNode output(Config config, List<ApprovalResponse> responses) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode list = output.putArray("responses");
        for (ApprovalResponse response : responses) {
            if (config.mayAnswer(response.actor())) {
                ObjectNode entry = list.addObject()
                        .put("user", response.actor().toString())
                        .put("action", response.approved() ? "approve" : "reject")
                        .put("time", Objects.toString(response.at()));
                if (!response.comment().isEmpty()) {
                    entry.put("message", response.comment());
                }
            }
        }
        return output;
    }
}
