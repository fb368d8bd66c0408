package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill verify}. */
@Command(
        name = "verify",
        description = "Verifies again what a Stage runs.",
        footerHeading = "%nExample:%n",
        footer = "  waybill verify --stage staging")
final class VerifyCommand extends RemoteCommand {

    @Option(names = "--stage", paramLabel = "NAME", required = true, description = "The Stage.")
    @SuppressWarnings("NullAway.Init")
    String stage;

    VerifyCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        JsonNode verification =
                api.post(projectPath(api) + "/stages/" + ApiClient.segment(stage) + "/verification", Output.object());
        return answer(
                verification,
                "Verification " + verification.path("id").asText() + ": "
                        + verification.path("phase").asText() + ".");
    }
}
