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
        description = "Says yes to a promotion that waits or to a gate, or clears Freight for a Stage.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill approve --stage prod                      # the promotion to prod that waits",
            "  waybill approve prod.01jb….4f2a9c1 --comment LGTM",
            "  waybill approve --gate build-7/approve --groups operations",
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

    @Option(names = "--gate", paramLabel = "ID", description = "The gate that waits; see 'waybill approvals'.")
    @Nullable
    String gate;

    @Option(
            names = "--bypass",
            description = "Go on without the approvals asked for. Needs --comment; everybody sees it in the audit log.")
    boolean bypass;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; goes into the audit log.")
    String comment = "";

    ApproveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api);
        ObjectNode body = Output.object().put("comment", comment);
        if (gate != null) {
            return answer(open(api, path, gate));
        }
        if (freight == null) {
            String name = promotion(api, path, promotion, stage);
            if (bypass) {
                JsonNode forced = api.post(
                        path + "/promotions/" + ApiClient.segment(name) + "/bypass",
                        Output.object().put("reason", comment));
                return answer(forced, "Bypassed. " + Promotions.sentence(forced));
            }
            JsonNode detail = api.post(path + "/promotions/" + ApiClient.segment(name) + "/approve", body);
            return answer(detail, "Approved. " + Promotions.sentence(detail));
        }
        if (stage == null || promotion != null || bypass) {
            throw usage("--freight needs --stage, and neither a PROMOTION nor --bypass.");
        }
        JsonNode cleared =
                api.post(path + "/stages/" + ApiClient.segment(stage) + "/approvals", body.put("freight", freight));
        return answer(cleared, Promotions.freight(cleared) + " is approved for Stage '" + stage + "'.");
    }

    private JsonNode open(ApiClient api, String path, String id) {
        if (stage != null || promotion != null || freight != null) {
            throw usage("--gate is about one gate: give no PROMOTION, --stage or --freight.");
        }
        String at = path + "/approvals/" + ApiClient.segment(id);
        return bypass
                ? api.post(at + "/bypass", Output.object().put("reason", comment))
                : api.post(at + "/approve", Output.object().put("comment", comment));
    }

    private int answer(JsonNode opened) {
        return answer(opened, ApprovalsCommand.sentence(opened));
    }
}
