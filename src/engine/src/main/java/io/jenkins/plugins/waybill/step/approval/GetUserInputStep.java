package io.jenkins.plugins.waybill.step.approval;

import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.approval.InputForm;
import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.ApproverRule;
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
 * {@code get-user-input}: waits until somebody fills in a form, and hands on what they filled in. The fields are those of
 * Kargo's commercial edition.
 */
public final class GetUserInputStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(GetUserInputStep.class, "get-user-input");

    private record Config(
            ObjectNode schema,
            @Nullable List<ApproverRule> responders,
            @Nullable String display,
            @Nullable String pollInterval) {

        ApprovalPolicy policy() {
            return ApprovalPolicy.of(responders == null ? List.of() : responders, 1);
        }

        InputForm form() throws StepFailure {
            try {
                return InputForm.of(schema);
            } catch (IllegalArgumentException e) {
                throw StepFailure.failed(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public String name() {
        return "get-user-input";
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
        InputForm form = config.form();
        for (ApprovalResponse response : context.responses()) {
            ObjectNode values = response.values();
            if (values != null
                    && policy.asks(response.rightOf())
                    && form.violations(values).isEmpty()) {
                context.log("Filled in by " + response.who());
                return StepResult.succeeded(output(response, values));
            }
        }
        return StepResult.asking(
                "Waits for input from " + policy.who() + (config.display() == null ? "." : ": " + config.display()),
                null,
                new Question(
                        Question.Kind.INPUT,
                        policy,
                        context.involvement(),
                        config.display() == null ? "" : config.display(),
                        config.schema(),
                        context.plannedChange()),
                Polling.every(config.pollInterval()));
    }

    private static ObjectNode output(ApprovalResponse response, ObjectNode values) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.set("values", values.deepCopy());
        return output.put("respondedBy", response.actor().toString())
                .put("respondedAt", response.at().toString());
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        config.form();
        context.plan(new PlannedEffect(
                name(),
                "would wait for input from " + config.policy().who()
                        + "; what the steps after it do depends on that input",
                null));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putObject("values");
        return StepResult.succeeded(output.put("respondedBy", "").put("respondedAt", ""));
    }
}
