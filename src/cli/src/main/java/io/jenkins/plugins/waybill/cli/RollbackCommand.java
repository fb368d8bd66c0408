package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill rollback}. */
@Command(
        name = "rollback",
        description = "Promotes what a Stage ran before; auto-promotion then leaves it alone.",
        footerHeading = "%nExamples:%n",
        footer = {"  waybill rollback --stage prod", "  waybill rollback --stage prod --freight calm-otter"})
final class RollbackCommand extends RemoteCommand {

    @Option(names = "--stage", paramLabel = "NAME", required = true, description = "The Stage.")
    @SuppressWarnings("NullAway.Init")
    String stage;

    @Option(names = "--freight", paramLabel = "FREIGHT", description = "Where to. Default: what ran there before.")
    @Nullable
    String freight;

    RollbackCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        ObjectNode body = Output.object();
        if (freight != null) {
            body.put("freight", freight);
        }
        JsonNode detail = api.post(projectPath(api) + "/stages/" + ApiClient.segment(stage) + "/rollback", body);
        return answer(detail, "Rolling back. " + Promotions.sentence(detail));
    }
}
