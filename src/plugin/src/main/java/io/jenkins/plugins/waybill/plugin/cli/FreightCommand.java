package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Extension;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code waybill-freight}: all Freight, what may go to a Stage, or one piece of it. */
@Extension
public final class FreightCommand extends WaybillCommand {

    /** One piece; null for all. */
    @Argument(index = 1, metaVar = "FREIGHT", usage = "Name, prefix of a name, or alias; all Freight without it")
    public String freight;

    /** A Stage; null for all Freight. */
    @Option(name = "--stage", metaVar = "STAGE", usage = "Only Freight that may be promoted to this Stage now")
    public String stage;

    /** How much of it. */
    @Option(name = "--limit", metaVar = "N", usage = "The newest so many; from 1 to 500")
    public int limit = 50;

    @Override
    public String getName() {
        return "waybill-freight";
    }

    @Override
    public String getShortDescription() {
        return Messages.FreightCommand_shortDescription();
    }

    @Override
    int run(ProjectCalls calls) throws IOException, Declined {
        if (freight != null) {
            if (stage != null) {
                throw new IllegalArgumentException("Give either a piece of Freight or --stage, not both.");
            }
            JsonNode one = calls.get("/freight/" + ProjectCalls.segment(freight));
            if (!printedAsJson(one)) {
                show(List.of(one));
            }
            return 0;
        }
        Map<String, List<String>> query = Map.of("limit", List.of(Integer.toString(limit)));
        JsonNode page = stage == null
                ? calls.get("/freight", query)
                : calls.get("/stages/" + ProjectCalls.segment(stage) + "/freight", query);
        if (!printedAsJson(page)) {
            List<JsonNode> pieces = new ArrayList<>();
            page.path("items").forEach(pieces::add);
            show(pieces);
        }
        return 0;
    }

    private void show(List<JsonNode> pieces) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FREIGHT", "ORIGIN", "CONTENT", "DISCOVERED", "IN"));
        for (JsonNode piece : pieces) {
            List<String> stages = new ArrayList<>();
            piece.path("currentlyIn").fieldNames().forEachRemaining(stages::add);
            rows.add(List.of(
                    Lines.freight(piece),
                    piece.path("origin").asText(),
                    Lines.content(piece),
                    piece.path("discoveredAt").asText(),
                    String.join(", ", stages)));
        }
        Lines.table(rows).forEach(stdout::println);
    }
}
