package io.jenkins.plugins.waybill.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill approvals}. */
@Command(
        name = "approvals",
        description = "Lists the gates that wait for people, with what is missing from whom.",
        footerHeading = "%nExamples:%n",
        footer = {"  waybill approvals", "  waybill approvals --mine --groups operations", "  waybill approvals --all"})
final class ApprovalsCommand extends RemoteCommand {

    private static final int MOST = 500;

    @Option(names = "--all", description = "Also those that are decided.")
    boolean all;

    @Option(names = "--mine", description = "Only those that you could approve now.")
    boolean mine;

    ApprovalsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        List<String> wanted = new ArrayList<>();
        if (!all) {
            wanted.add("waiting=true");
        }
        if (mine) {
            wanted.add("mine=true");
        }
        String query = wanted.isEmpty() ? "" : "?" + String.join("&", wanted);
        List<JsonNode> gates = api.list(projectPath(api) + "/approvals" + query, MOST);
        if (json()) {
            ArrayNode list = Output.object().putArray("approvals");
            list.addAll(gates);
            terminal.print(Output.pretty(list));
            return 0;
        }
        if (gates.isEmpty()) {
            terminal.print("No gate waits" + (mine ? " for you." : "."));
        }
        gates.forEach(gate -> terminal.print(sentence(gate)));
        return 0;
    }

    /** {@code build-7/approve: calm-otter to prod: Not approved yet: …}. */
    static String sentence(JsonNode gate) {
        List<String> reasons = new ArrayList<>();
        gate.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return gate.path("id").asText() + ": " + Promotions.freight(gate) + " to "
                + gate.path("stage").asText() + ": " + String.join(" ", reasons);
    }
}
