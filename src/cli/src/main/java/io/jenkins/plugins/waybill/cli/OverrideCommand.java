package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill override}. */
@Command(
        name = "override",
        description = "Lets a promotion start although the promotion windows forbid it.",
        footerHeading = "%nExample:%n",
        footer = "  waybill override --stage prod --reason 'INC-4711: the shop is down'")
final class OverrideCommand extends RemoteCommand {

    @Parameters(paramLabel = "PROMOTION", arity = "0..1", description = "The promotion that waits.")
    @Nullable
    String promotion;

    @Option(names = "--stage", paramLabel = "NAME", description = "The Stage whose promotion waits.")
    @Nullable
    String stage;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes into the audit log.")
    String reason = "";

    OverrideCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api);
        String name = promotion(api, path, promotion, stage);
        JsonNode detail = api.post(
                path + "/promotions/" + ApiClient.segment(name) + "/override",
                Output.object().put("reason", reason));
        return answer(detail, "Let through. " + Promotions.sentence(detail));
    }
}
