package io.jenkins.plugins.waybill.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill audit}. */
@Command(
        name = "audit",
        description = "Shows the audit log, newest first, or verifies that nobody changed it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill audit --type PromotionSucceeded",
            "  waybill audit --since 2026-01-31T00:00:00Z --format json",
            "  waybill audit verify"
        })
final class AuditCommand extends RemoteCommand {

    /** What to do with the log. */
    enum Task {
        LIST,
        VERIFY
    }

    @Parameters(
            paramLabel = "list|verify",
            arity = "0..1",
            defaultValue = "LIST",
            description = "What to do. Default: list.")
    Task task = Task.LIST;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of that type.")
    @Nullable
    String type;

    @Option(names = "--actor", paramLabel = "KIND:NAME", description = "Only by that actor, such as user:alice.")
    @Nullable
    String actor;

    @Option(names = "--subject", paramLabel = "TEXT", description = "Only about subjects that contain that.")
    @Nullable
    String subject;

    @Option(names = "--since", paramLabel = "TIME", description = "Only at or after that time.")
    @Nullable
    String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    int limit;

    AuditCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api) + "/audit";
        return task == Task.VERIFY ? verify(api.get(path + "/verification")) : list(api, path);
    }

    private int verify(JsonNode result) {
        boolean intact = result.path("intact").asBoolean();
        if (json()) {
            terminal.print(Output.pretty(result));
        } else {
            terminal.print(
                    intact
                            ? "Intact: " + result.path("events").asLong() + " events, the last of them with hash "
                                    + result.path("head").path("hash").asText() + "."
                            : "The audit log is not what was written:");
            result.path("findings")
                    .forEach(finding ->
                            terminal.print("  - " + finding.path("problem").asText()));
        }
        return intact ? 0 : Waybill.NO;
    }

    private int list(ApiClient api, String path) {
        List<String> filters = new ArrayList<>();
        add(filters, "type", type);
        add(filters, "actor", actor);
        add(filters, "subject", subject);
        add(filters, "since", since);
        List<JsonNode> events = api.list(path + (filters.isEmpty() ? "" : "?" + String.join("&", filters)), limit);
        if (json()) {
            terminal.print(Output.pretty(events));
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("#", "AT", "WHO", "WHAT", "ABOUT"));
        events.forEach(event -> rows.add(List.of(
                event.path("sequence").asText(),
                event.path("at").asText(),
                event.path("actor").asText(),
                event.path("type").asText(),
                event.path("subject").asText())));
        Output.table(rows).forEach(terminal::print);
        return 0;
    }

    private static void add(List<String> filters, String name, @Nullable String value) {
        if (value != null) {
            filters.add(name + "=" + ApiClient.segment(value));
        }
    }
}
