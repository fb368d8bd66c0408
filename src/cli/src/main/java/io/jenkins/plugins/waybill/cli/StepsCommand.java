package io.jenkins.plugins.waybill.cli;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepPage;
import io.jenkins.plugins.waybill.step.StepRegistry;
import picocli.CommandLine.Command;

/** {@code waybill steps}. */
@Command(
        name = "steps",
        description = "Lists the steps that promotions can be made of.",
        footerHeading = "%nExample:%n",
        footer = "  waybill steps")
final class StepsCommand extends BaseCommand {

    StepsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() {
        List<PromotionStep> steps = List.copyOf(StepRegistry.standard().all());
        if (json()) {
            terminal.print(Output.pretty(steps.stream().map(StepsCommand::json).toList()));
            return 0;
        }
        int width = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
        for (PromotionStep step : steps) {
            terminal.print(step.name() + " ".repeat(width + 2 - step.name().length()) + description(step));
        }
        return 0;
    }

    static ObjectNode json(PromotionStep step) {
        ObjectNode answer = Output.object().put("name", step.name()).put("description", description(step));
        answer.set("schema", step.schema().document());
        return answer;
    }

    private static String description(PromotionStep step) {
        return StepPage.summary(step.name())
                .orElse(step.schema().document().path("description").asText());
    }
}
