package io.jenkins.plugins.waybill.cli;

import java.util.List;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepPage;
import io.jenkins.plugins.waybill.step.StepRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill step}. */
@Command(
        name = "step",
        description = "Shows what a step takes, gives and may say: its page of the documentation.",
        footerHeading = "%nExample:%n",
        footer = "  waybill step yaml-update")
final class StepCommand extends BaseCommand {

    @Parameters(paramLabel = "NAME", description = "The word after 'uses:'; 'waybill steps' lists them.")
    @SuppressWarnings("NullAway.Init")
    String name;

    StepCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() {
        PromotionStep step = StepRegistry.standard()
                .find(name)
                .orElseThrow(() ->
                        new No("not-found", "There is no step '" + name + "'. 'waybill steps' lists them.", List.of()));
        String page = StepPage.of(name).orElse("");
        terminal.print(json() ? Output.pretty(StepsCommand.json(step).put("page", page)) : page.stripTrailing());
        return 0;
    }
}
