package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.project.DefinitionStatus;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.args4j.Option;

/** {@code waybill-refresh}: reads the manifests again, then looks for new Freight. */
@Extension
public final class RefreshCommand extends WaybillCommand {

    /** A Warehouse; null for the manifests and all Warehouses. */
    @Option(name = "--warehouse", metaVar = "NAME", usage = "Only this Warehouse, and not the manifests")
    public String warehouse;

    @Override
    public String getName() {
        return "waybill-refresh";
    }

    @Override
    public String getShortDescription() {
        return Messages.RefreshCommand_shortDescription();
    }

    @Override
    int run(ProjectCalls calls) throws IOException, Declined {
        // Asked first, so that nobody refreshes half of it.
        calls.project().checkPermission(WaybillPermissions.MANAGE);
        ObjectNode answer = ProjectCalls.body();
        boolean good = true;
        if (warehouse == null) {
            DefinitionStatus manifests = Definitions.get().refresh(calls.project());
            good = !manifests.isBroken();
            answer.putObject("manifests")
                    .put("revision", manifests.revision())
                    .put("inForce", manifests.inForce())
                    .put("problem", manifests.problem());
            say(good ? "Manifests in force: " + manifests.inForce() : "Manifests: " + manifests.problem());
            manifests.getErrors().forEach(finding -> say("  " + finding));
        }
        ArrayNode refreshed = answer.putArray("warehouses");
        for (String name : names(calls)) {
            JsonNode state = calls.post("/warehouses/" + ProjectCalls.segment(name) + "/refresh", ProjectCalls.body());
            refreshed.add(state);
            String message = state.path("message").asText("");
            boolean failing = state.path("failingSince").isTextual();
            good &= !failing;
            say("Warehouse " + name + ": " + (message.isEmpty() ? failing ? "failed" : "looked" : message));
        }
        printedAsJson(answer);
        return good ? 0 : NO;
    }

    private List<String> names(ProjectCalls calls) throws IOException, Declined {
        if (warehouse != null) {
            return List.of(warehouse);
        }
        List<String> names = new ArrayList<>();
        // A project that never had good manifests has no Warehouses to ask.
        calls.find("/graph").ifPresent(graph -> graph.path("warehouses")
                .forEach(each -> names.add(each.path("name").asText())));
        return names;
    }

    private void say(String line) {
        if (!json) {
            stdout.println(line);
        }
    }
}
