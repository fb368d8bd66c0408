package io.jenkins.plugins.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill refresh}. */
@Command(
        name = "refresh",
        description = "Runs a Warehouse's discovery now.",
        footerHeading = "%nExample:%n",
        footer = "  waybill refresh guestbook")
final class RefreshCommand extends RemoteCommand {

    @Parameters(paramLabel = "WAREHOUSE", description = "The Warehouse.")
    @SuppressWarnings("NullAway.Init")
    String warehouse;

    RefreshCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        JsonNode state = api.post(
                projectPath(api) + "/warehouses/" + ApiClient.segment(warehouse) + "/refresh", Output.object());
        String message = state.path("message").asText();
        answer(state, message.isEmpty() ? "Warehouse '" + warehouse + "' is up to date." : message);
        return state.has("failingSince") ? Waybill.NO : 0;
    }
}
