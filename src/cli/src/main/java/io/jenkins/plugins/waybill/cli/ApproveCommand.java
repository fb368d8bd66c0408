package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill approve}. */
@Command(
        name = "approve",
        description = "Says yes to a promotion that waits, or clears Freight for a Stage.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill approve --stage prod                      # the promotion to prod that waits",
            "  waybill approve prod.01jb….4f2a9c1 --comment LGTM",
            "  waybill approve --freight calm-otter --stage prod # whatever verification and soak time say"
        })
final class ApproveCommand extends RemoteCommand {

    @Parameters(paramLabel = "PROMOTION", arity = "0..1", description = "The promotion that waits.")
    @Nullable
    String promotion;

    @Option(names = "--stage", paramLabel = "NAME", description = "The Stage whose promotion waits.")
    @Nullable
    String stage;

    @Option(names = "--freight", paramLabel = "FREIGHT", description = "Freight to clear for the Stage.")
    @Nullable
    String freight;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; goes into the audit log.")
    String comment = "";

    ApproveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api);
        ObjectNode body = Output.object().put("comment", comment);
        if (freight == null) {
            String name = promotion(api, path, promotion, stage);
            JsonNode detail = api.post(path + "/promotions/" + ApiClient.segment(name) + "/approve", body);
            return answer(detail, "Approved. " + Promotions.sentence(detail));
        }
        if (stage == null || promotion != null) {
            throw usage("--freight needs --stage, and no PROMOTION.");
        }
        JsonNode cleared =
                api.post(path + "/stages/" + ApiClient.segment(stage) + "/approvals", body.put("freight", freight));
        return answer(cleared, Promotions.freight(cleared) + " is approved for Stage '" + stage + "'.");
    }
}
