package io.jenkins.plugins.waybill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill freight}. */
@Command(
        name = "freight",
        description = "Lists Freight, newest first, or shows a piece of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill freight",
            "  waybill freight --available-to prod",
            "  waybill freight calm-otter --for prod   # may it go there, and why"
        })
final class FreightCommand extends RemoteCommand {

    @Parameters(
            paramLabel = "FREIGHT",
            arity = "0..1",
            description = "Name, beginning of a name (at least seven characters), or alias.")
    @Nullable
    String freight;

    @Option(names = "--available-to", paramLabel = "STAGE", description = "Only what may go to that Stage now.")
    @Nullable
    String availableTo;

    @Option(names = "--for", paramLabel = "STAGE", description = "Whether that FREIGHT may go to that Stage.")
    @Nullable
    String target;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    int limit;

    FreightCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        if (freight == null && target != null) {
            throw usage("--for needs a FREIGHT.");
        }
        String path = projectPath(api);
        if (freight == null) {
            return list(
                    api,
                    availableTo == null
                            ? path + "/freight"
                            : path + "/stages/" + ApiClient.segment(availableTo) + "/freight");
        }
        if (target == null) {
            JsonNode one = api.get(path + "/freight/" + ApiClient.segment(freight));
            return answer(one, describe(one));
        }
        return eligibility(api.get(
                path + "/stages/" + ApiClient.segment(target) + "/eligibility?freight=" + ApiClient.segment(freight)));
    }

    private int list(ApiClient api, String path) {
        List<JsonNode> items = api.list(path, limit);
        if (json()) {
            terminal.print(Output.pretty(items));
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ALIAS", "NAME", "FROM", "FOUND", "IN", "CONTENT"));
        for (JsonNode item : items) {
            rows.add(List.of(
                    item.path("alias").asText(),
                    item.path("name").asText().substring(0, 7),
                    item.path("origin").asText().replace("Warehouse/", ""),
                    Output.ago(item.path("discoveredAt").asText()),
                    keys(item.path("currentlyIn")),
                    content(item)));
        }
        Output.table(rows).forEach(terminal::print);
        return 0;
    }

    private int eligibility(JsonNode answer) {
        boolean eligible = answer.path("eligible").asBoolean();
        if (json()) {
            terminal.print(Output.pretty(answer));
        } else {
            terminal.print(eligible ? "Yes." : "No.");
            for (JsonNode reason : answer.path("reasons")) {
                String remedy = reason.path("remedy").asText();
                terminal.print((reason.path("satisfied").asBoolean() ? "  + " : "  - ")
                        + reason.path("explanation").asText()
                        + (remedy.isEmpty() ? "" : " " + remedy));
            }
        }
        return eligible ? 0 : Waybill.NO;
    }

    private static String describe(JsonNode freight) {
        List<String> lines = new ArrayList<>();
        lines.add(freight.path("alias").asText() + "  " + freight.path("name").asText());
        lines.add("  from      " + freight.path("origin").asText() + ", found "
                + Output.ago(freight.path("discoveredAt").asText()));
        for (JsonNode artifact : freight.path("artifacts")) {
            lines.add("  " + String.format("%-8s", artifact.path("kind").asText()) + "  "
                    + artifact.path("repoURL").asText(artifact.path("name").asText()) + "  "
                    + artifact.path("version").asText() + "  "
                    + artifact.path("note").asText(""));
        }
        lines.add("  in        " + keys(freight.path("currentlyIn")));
        lines.add("  verified  " + keys(freight.path("verifiedIn")));
        lines.add("  approved  " + keys(freight.path("approvedFor")));
        return String.join(System.lineSeparator(), lines);
    }

    private static String keys(JsonNode map) {
        List<String> keys = new ArrayList<>();
        map.fieldNames().forEachRemaining(keys::add);
        return keys.isEmpty() ? "-" : String.join(",", keys);
    }

    /** {@code guestbook 1a2b3c4, api v1.2.3}. */
    static String content(JsonNode freight) {
        return String.join(
                ", ",
                StreamSupport.stream(freight.path("artifacts").spliterator(), false)
                        .map(artifact -> artifact.path("name").asText() + " "
                                + artifact.path("version").asText())
                        .toList());
    }
}
