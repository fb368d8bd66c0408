package io.jenkins.plugins.waybill.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill verify}. */
@Command(
        name = "verify",
        description = "Verifies again what a Stage runs, or tells how its verification stands.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill verify --stage staging",
            "  waybill verify --stage staging --show",
            "  waybill verify --stage staging --abort"
        })
final class VerifyCommand extends RemoteCommand {

    @Option(names = "--stage", paramLabel = "NAME", required = true, description = "The Stage.")
    @SuppressWarnings("NullAway.Init")
    String stage;

    @ArgGroup
    Instead instead = new Instead();

    /** What to do instead of verifying again. */
    static final class Instead {
        @Option(names = "--show", description = "Only tell how the latest verification stands, with its measurements.")
        boolean show;

        @Option(names = "--abort", description = "End the verification that goes on; it counts as failed.")
        boolean abort;
    }

    VerifyCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api) + "/stages/" + ApiClient.segment(stage);
        if (instead.show) {
            return show(api, path);
        }
        JsonNode verification = api.post(path + "/verification" + (instead.abort ? "/abort" : ""), Output.object());
        return answer(verification, line(verification));
    }

    private static String line(JsonNode verification) {
        String message = verification.path("message").asText();
        return "Verification " + verification.path("id").asText() + ": "
                + verification.path("phase").asText() + (message.isEmpty() ? "." : ". " + message);
    }

    /** Exit code 1 when the answer is no: the verification ended, and not well. */
    private int show(ApiClient api, String path) {
        JsonNode verification = api.get(path).at("/stage/verification");
        if (!verification.isObject()) {
            throw new No("Nothing has been verified in '" + stage + "' yet.");
        }
        String name = verification.path("analysisRun").asText();
        JsonNode run = name.isEmpty() ? null : api.get(projectPath(api) + "/analysis-runs/" + ApiClient.segment(name));
        if (json()) {
            terminal.print(Output.pretty(
                    run == null
                            ? Output.object().set("verification", verification)
                            : Output.object()
                                    .<com.fasterxml.jackson.databind.node.ObjectNode>set("verification", verification)
                                    .set("analysisRun", run)));
        } else {
            terminal.print(line(verification));
            if (run != null) {
                measurements(run);
            }
        }
        return switch (verification.path("phase").asText()) {
            case "Pending", "Running", "Successful" -> 0;
            default -> 1;
        };
    }

    private void measurements(JsonNode run) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("METRIC", "PHASE", "MEASURED", "VALUE", "MESSAGE"));
        run.path("metrics").forEach(metric -> {
            rows.add(List.of(
                    metric.path("name").asText() + (metric.path("dryRun").asBoolean() ? " (dry run)" : ""),
                    metric.path("phase").asText(),
                    "",
                    "",
                    metric.path("message").asText()));
            metric.path("measurements")
                    .forEach(measurement -> rows.add(List.of(
                            "",
                            measurement.path("phase").asText(),
                            Output.ago(measurement.path("startedAt").asText()),
                            measurement.path("value").asText(),
                            measurement.path("message").asText())));
        });
        Output.table(rows).forEach(terminal::print);
    }
}
