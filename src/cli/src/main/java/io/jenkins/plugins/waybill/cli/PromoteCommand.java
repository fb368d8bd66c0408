package io.jenkins.plugins.waybill.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill promote}. */
@Command(
        name = "promote",
        description = "Runs one promotion in the foreground.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill promote pipeline/ --stage dev",
            "  waybill promote pipeline/ --stage prod --freight calm-otter",
            "  waybill promote pipeline/ --stage prod --approve --comment 'reviewed in the meeting'",
            "",
            "Exits with 1 when the Freight may not go there, or when the promotion does not succeed.",
            "To promote through a server that runs, use its board or API."
        })
final class PromoteCommand extends OneOffCommand {

    private static final int MILLIS_BETWEEN_LOOKS = 20;

    @Option(
            names = "--approve",
            description = "Say yes to steps that wait for approval. Default: ask, if you can type.")
    boolean approve;

    @Option(names = "--comment", paramLabel = "TEXT", description = "What to write beside an approval.")
    String comment = "";

    @Option(names = "--rollback", description = "You mean to go back; steps can tell.")
    boolean rollback;

    PromoteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(PromotionEngine engine, ProjectDefinition definition, Stage target) throws InterruptedException {
        Actor actor = Actor.user(System.getProperty("user.name", "unknown"));
        refuseBehindLeftovers(engine, definition, target);
        Freight chosen = chosen(engine, definition, target);
        Promotion promotion =
                engine.promotions().promote(definition.name(), target.name(), chosen.name(), actor, rollback);
        LocalApi api = new LocalApi(engine, actor);
        String path = "/projects/" + ApiClient.segment(definition.name()) + "/promotions/"
                + ApiClient.segment(promotion.name());
        if (!json()) {
            terminal.print("Promoting " + chosen.alias() + " to " + target.name() + " as " + promotion.name());
        }
        JsonNode detail = follow(api, path);
        if (json()) {
            terminal.print(Output.pretty(detail));
        } else {
            conclude(detail.path("promotion"));
        }
        return phase(detail).equals(PromotionPhase.SUCCEEDED.displayName()) ? 0 : Waybill.NO;
    }

    /** Nobody here would run a promotion that an earlier process left behind, so another would wait for ever. */
    private void refuseBehindLeftovers(PromotionEngine engine, ProjectDefinition definition, Stage target) {
        List<Promotion> leftovers = engine.state(definition.name()).unfinished(target.name());
        if (!leftovers.isEmpty()) {
            String name = leftovers.get(0).name();
            throw new No(
                    "conflict",
                    "Promotion " + name + " to '" + target.name() + "' was interrupted and is not over.",
                    List.of(
                            "Let it go on with 'waybill serve'.",
                            "Or end it with 'waybill abort " + name + " --state " + host.state + "'."));
        }
    }

    private JsonNode follow(LocalApi api, String path) throws InterruptedException {
        int shown = 0;
        String asked = "";
        while (true) {
            JsonNode detail = api.get(path);
            shown = showSteps(detail, shown);
            if (!detail.path("promotion").path("finishedAt").isMissingNode()) {
                return detail;
            }
            String waiting = detail.path("awaitingApproval").asText("");
            if (!waiting.isEmpty() && !waiting.equals(asked)) {
                asked = waiting;
                answerApproval(api, path, detail, waiting);
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    private int showSteps(JsonNode detail, int shown) {
        JsonNode steps = detail.path("steps");
        int next = shown;
        while (next < steps.size() && isOver(steps.get(next), detail)) {
            if (!json()) {
                showStep(steps.get(next));
            }
            next++;
        }
        return next;
    }

    private static boolean isOver(JsonNode step, JsonNode detail) {
        String status = step.path("status").asText();
        boolean ended = detail.path("promotion").has("finishedAt");
        return !List.of("Pending", "Running").contains(status) || (ended && !status.equals("Pending"));
    }

    private void showStep(JsonNode step) {
        String status = step.path("status").asText();
        Terminal.Style style =
                switch (status) {
                    case "Succeeded" -> Terminal.Style.GREEN;
                    case "Skipped" -> Terminal.Style.DIM;
                    default -> Terminal.Style.RED;
                };
        String message = step.path("message").asText();
        terminal.print("  " + terminal.styled(style, String.format("%-9s", status.toLowerCase(java.util.Locale.ROOT)))
                + "  " + step.path("alias").asText() + " (" + step.path("uses").asText() + ")" + took(step)
                + (message.isEmpty() ? "" : "  " + message));
    }

    private static String took(JsonNode step) {
        return step.has("startedAt") && step.has("finishedAt")
                ? "  "
                        + Output.duration(Duration.between(
                                Instant.parse(step.path("startedAt").asText()),
                                Instant.parse(step.path("finishedAt").asText())))
                : "";
    }

    private void answerApproval(LocalApi api, String path, JsonNode detail, String step) throws InterruptedException {
        String message = detail.path("steps").findValuesAsText("message").stream()
                .filter(text -> !text.isEmpty())
                .reduce((first, second) -> second)
                .orElse("");
        boolean yes = approve;
        if (!approve) {
            if (!terminal.interactive()) {
                api.post(path + "/abort", Output.object());
                Promotions.ended(api, path);
                throw new No(
                        "awaiting-approval",
                        "Step '" + step + "' waits for approval, and nobody can be asked here.",
                        List.of(
                                "Give --approve to say yes beforehand.",
                                "Or run 'waybill serve', where people approve on the board.",
                                "The promotion was aborted."));
            }
            yes = terminal.ask("Step '" + step + "': " + message + " Approve? [y/N] ")
                    .matches("(?i)y(es)?");
        }
        api.post(
                path + (yes ? "/approve" : "/reject"),
                Output.object().put("step", step).put("comment", comment));
    }

    private void conclude(JsonNode promotion) {
        boolean good = promotion.path("phase").asText().equals(PromotionPhase.SUCCEEDED.displayName());
        String message = promotion.path("message").asText();
        String line = promotion.path("phase").asText()
                + took(promotion).replaceFirst("^ +", " in ")
                + (message.isEmpty() || good ? "." : ": " + message);
        terminal.print(terminal.styled(good ? Terminal.Style.GREEN : Terminal.Style.RED, line));
    }

    private static String phase(JsonNode detail) {
        return detail.path("promotion").path("phase").asText();
    }
}
