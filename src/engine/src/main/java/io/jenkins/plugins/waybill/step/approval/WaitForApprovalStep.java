package io.jenkins.plugins.waybill.step.approval;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.approval.ApprovalDecision;
import io.jenkins.plugins.waybill.approval.Ballot;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.model.Question;
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
 * commercial edition, and some of our own: how many of each group, separation of duties, how long an approval counts.
 */
public final class WaitForApprovalStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(WaitForApprovalStep.class, "wait-for-approval");

    private record Config(
            @Nullable List<ApproverRule> approvers,
            @Nullable Integer minApprovals,
            @Nullable Set<Involvement.Part> separationOfDuties,
            @Nullable String approvalsExpireAfter,
            @Nullable String message,
            @Nullable String pollInterval) {

        ApprovalPolicy policy() throws StepFailure {
            return new ApprovalPolicy(
                    approvers == null ? List.of() : approvers,
                    minApprovals == null ? 1 : minApprovals,
                    separationOfDuties == null ? Set.of() : separationOfDuties,
                    approvalsExpireAfter == null ? null : validFor(approvalsExpireAfter));
        }

        private static Duration validFor(String text) throws StepFailure {
            return GoDuration.parse(text)
                    .filter(duration -> !duration.isNegative() && !duration.isZero())
                    .orElseThrow(() -> StepFailure.failed(
                            "approvalsExpireAfter is '" + text + "'; expected a time such as 24h or 90m."));
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
        ApprovalPolicy policy = config.policy();
        Involvement involvement = context.involvement();
        ApprovalDecision decision = new Ballot(policy, involvement, context.plannedChange())
                .count(context.responses(), context.clock().instant());
        ObjectNode output = output(policy, context.responses());
        return switch (decision.verdict()) {
            case APPROVED, BYPASSED -> {
                context.log(decision.summary());
                yield StepResult.succeeded(output);
            }
            case WAITING ->
                StepResult.asking(
                        decision.summary(),
                        output,
                        new Question(
                                Question.Kind.APPROVAL,
                                policy,
                                involvement,
                                config.message() == null ? "" : config.message(),
                                null,
                                context.plannedChange()),
                        Polling.every(config.pollInterval()));
            default -> throw StepFailure.failed(decision.summary());
        };
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        ApprovalPolicy policy = StepConfig.read(context.config(), Config.class).policy();
        context.plan(new PlannedEffect(
                name(), "would wait for " + count(policy.people(), "approval") + " by " + policy.who(), null));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray("responses");
        return StepResult.succeeded(output);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static ObjectNode output(ApprovalPolicy policy, List<ApprovalResponse> responses) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode list = output.putArray("responses");
        for (ApprovalResponse response : responses) {
            if (response.bypass() || policy.asks(response.rightOf())) {
                ObjectNode entry = list.addObject()
                        .put("user", response.actor().toString())
                        .put("action", response.bypass() ? "bypass" : response.approved() ? "approve" : "reject")
                        .put("time", Objects.toString(response.at()));
                if (!response.comment().isEmpty()) {
                    entry.put("message", response.comment());
                }
            }
        }
        return output;
    }
}
