package io.jenkins.plugins.waybill.cli;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import picocli.CommandLine.Command;

/** {@code waybill plan}. */
@Command(
        name = "plan",
        description = "Shows what a promotion would change, as a diff; changes nothing outside.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill plan pipeline/ --stage prod",
            "  waybill plan pipeline/ --stage prod --freight calm-otter --format json",
            "",
            "Exits with 1 when the promotion would not be allowed now, or would fail."
        })
final class PlanCommand extends OneOffCommand {

    PlanCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(PromotionEngine engine, ProjectDefinition definition, Stage target) {
        Freight chosen = chosen(engine, definition, target);
        // The API's plan is the one that the board shows; the engine stays open until this command ends.
        JsonNode plan = new LocalApi(engine, Actor.user(System.getProperty("user.name", "unknown")))
                .post(
                        "/projects/" + ApiClient.segment(definition.name()) + "/stages/"
                                + ApiClient.segment(target.name()) + "/plan",
                        Output.object().put("freight", chosen.name()));
        boolean good = plan.path("eligibility").path("eligible").asBoolean()
                && plan.path("succeeded").asBoolean();
        if (json()) {
            terminal.print(Output.pretty(plan));
        } else {
            show(plan);
        }
        return good ? 0 : Waybill.NO;
    }

    private void show(JsonNode plan) {
        JsonNode freight = plan.path("freight");
        terminal.print("Promoting " + Promotions.freight(freight) + " (" + FreightCommand.content(freight) + ") to "
                + plan.path("stage").asText() + " would:");
        for (JsonNode effect : plan.path("effects")) {
            terminal.print("- " + effect.path("step").asText() + ": "
                    + effect.path("summary").asText());
            effect.path("diff").asText("").lines().forEach(line -> terminal.print("  " + coloured(line)));
        }
        if (plan.path("effects").isEmpty()) {
            terminal.print("- change nothing outside");
        }
        for (JsonNode step : plan.path("steps")) {
            if (List.of("Failed", "Errored").contains(step.path("status").asText())) {
                terminal.warn(terminal.styled(
                                Terminal.Style.RED, "Step " + step.path("alias").asText() + " would fail: ")
                        + step.path("message").asText());
            }
        }
        if (!plan.path("eligibility").path("eligible").asBoolean()) {
            terminal.warn(terminal.styled(Terminal.Style.YELLOW, "It would not be allowed now:"));
            plan.path("eligibility").path("obstacles").forEach(obstacle -> terminal.warn("  - " + obstacle.asText()));
        }
    }

    private String coloured(String line) {
        if (line.startsWith("+++") || line.startsWith("---")) {
            return terminal.styled(Terminal.Style.BOLD, line);
        }
        if (line.startsWith("+")) {
            return terminal.styled(Terminal.Style.GREEN, line);
        }
        return line.startsWith("-") ? terminal.styled(Terminal.Style.RED, line) : line;
    }
}
