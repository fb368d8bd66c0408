package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill reject}. */
@Command(
        name = "reject",
        description = "Says no to a promotion that waits, or to a gate.",
        footerHeading = "%nExample:%n",
        footer = "  waybill reject --stage prod --comment 'breaks the login'")
final class RejectCommand extends RemoteCommand {

    @Parameters(paramLabel = "PROMOTION", arity = "0..1", description = "The promotion that waits.")
    @Nullable
    String promotion;

    @Option(names = "--stage", paramLabel = "NAME", description = "The Stage whose promotion waits.")
    @Nullable
    String stage;

    @Option(names = "--gate", paramLabel = "ID", description = "The gate that waits; see 'waybill approvals'.")
    @Nullable
    String gate;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; goes into the audit log.")
    String comment = "";

    RejectCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api);
        if (gate != null) {
            JsonNode refused = api.post(
                    path + "/approvals/" + ApiClient.segment(gate) + "/reject",
                    Output.object().put("comment", comment));
            return answer(refused, ApprovalsCommand.sentence(refused));
        }
        String name = promotion(api, path, promotion, stage);
        JsonNode detail = api.post(
                path + "/promotions/" + ApiClient.segment(name) + "/reject",
                Output.object().put("comment", comment));
        return answer(detail, "Rejected. " + Promotions.sentence(detail));
    }
}
