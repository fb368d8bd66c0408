package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill abort}. */
@Command(
        name = "abort",
        description = "Stops a promotion; what it has already done outside stays.",
        footerHeading = "%nExample:%n",
        footer = "  waybill abort --stage staging")
final class AbortCommand extends RemoteCommand {

    @Parameters(paramLabel = "PROMOTION", arity = "0..1", description = "The promotion.")
    @Nullable
    String promotion;

    @Option(names = "--stage", paramLabel = "NAME", description = "The Stage whose promotion runs.")
    @Nullable
    String stage;

    AbortCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) throws InterruptedException {
        String path = projectPath(api);
        String name = promotion(api, path, promotion, stage);
        String at = path + "/promotions/" + ApiClient.segment(name);
        api.post(at + "/abort", Output.object());
        JsonNode detail = Promotions.ended(api, at);
        return answer(detail, "Asked to stop. " + Promotions.sentence(detail));
    }
}
