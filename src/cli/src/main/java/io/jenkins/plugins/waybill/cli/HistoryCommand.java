package io.jenkins.plugins.waybill.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill history}. */
@Command(
        name = "history",
        description = "Lists promotions, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  waybill history", "  waybill history --stage prod --limit 5 --format json"})
final class HistoryCommand extends RemoteCommand {

    @Option(names = "--stage", paramLabel = "NAME", description = "Only to that Stage.")
    @Nullable
    String stage;

    @Option(names = "--freight", paramLabel = "FREIGHT", description = "Only of that Freight.")
    @Nullable
    String freight;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    int limit;

    HistoryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        List<String> filters = new ArrayList<>();
        if (stage != null) {
            filters.add("stage=" + ApiClient.segment(stage));
        }
        if (freight != null) {
            filters.add("freight=" + ApiClient.segment(freight));
        }
        String query = filters.isEmpty() ? "" : "?" + String.join("&", filters);
        List<JsonNode> promotions = api.list(projectPath(api) + "/promotions" + query, limit);
        if (json()) {
            terminal.print(Output.pretty(promotions));
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PROMOTION", "STAGE", "FREIGHT", "PHASE", "BY", "ASKED", "TOOK"));
        promotions.forEach(promotion -> rows.add(row(promotion)));
        Output.table(rows).forEach(terminal::print);
        return 0;
    }

    private static List<String> row(JsonNode promotion) {
        String phase = promotion.path("phase").asText();
        return List.of(
                promotion.path("name").asText(),
                promotion.path("stage").asText(),
                Promotions.freight(promotion),
                promotion.path("rollback").asBoolean() ? phase + " (rollback)" : phase,
                promotion.path("actor").asText("automatic"),
                Output.ago(promotion.path("createdAt").asText()),
                took(promotion));
    }

    private static String took(JsonNode promotion) {
        if (!promotion.has("startedAt") || !promotion.has("finishedAt")) {
            return "";
        }
        return Output.duration(Duration.between(
                Instant.parse(promotion.path("startedAt").asText()),
                Instant.parse(promotion.path("finishedAt").asText())));
    }
}
