package io.jenkins.plugins.waybill.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill delegate}. */
@Command(
        name = "delegate",
        description =
                "Lends your right to answer approvals to somebody else for a while; without --to, lists what is lent.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill delegate",
            "  waybill delegate --to bob --until 2026-12-24 --reason 'On holiday'",
            "  waybill delegate --to bob --end",
            "  waybill delegate --from ola --to bob --revoke"
        })
final class DelegateCommand extends RemoteCommand {

    @Option(names = "--to", paramLabel = "USER", description = "Who stands in.")
    @Nullable
    String to;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "A day, which ends with midnight of this machine's zone, or a time such as"
                    + " 2026-12-24T12:00:00Z.")
    @Nullable
    String until;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; goes into the audit log.")
    String reason = "";

    @Option(names = "--end", description = "End it now.")
    boolean end;

    @Option(names = "--revoke", description = "End one of others now; needs the permission OVERRIDE.")
    boolean revoke;

    @Option(names = "--from", paramLabel = "USER", description = "Who lent it, if not you.")
    @Nullable
    String from;

    DelegateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api) + "/delegations";
        String substitute = to;
        if (substitute == null) {
            JsonNode lent = api.get(path);
            return answer(lent, list(lent));
        }
        if (end || revoke) {
            String lender = from == null ? user() : from;
            JsonNode left = api.post(
                    path + "/" + ApiClient.segment(lender) + "/" + ApiClient.segment(substitute)
                            + (revoke ? "/revoke" : "/end"),
                    Output.object());
            return answer(left, substitute + " answers no longer for " + lender + ".");
        }
        String time = until;
        if (time == null) {
            throw usage("Say until when with --until, such as --until 2026-12-24.");
        }
        JsonNode lent = api.post(
                path,
                Output.object()
                        .put("to", substitute)
                        .put("until", time(time).toString())
                        .put("reason", reason));
        return answer(lent, sentence(lent));
    }

    private static String list(JsonNode lent) {
        if (lent.path("items").isEmpty()) {
            return "Nobody stands in for anybody.";
        }
        StringBuilder text = new StringBuilder();
        lent.path("items").forEach(item -> text.append(text.isEmpty() ? "" : System.lineSeparator())
                .append(sentence(item)));
        return text.toString();
    }

    private static String sentence(JsonNode delegation) {
        String reason = delegation.path("reason").asText();
        return delegation.path("to").asText() + " answers for "
                + delegation.path("from").asText() + " until "
                + delegation.path("until").asText() + (reason.isEmpty() ? "." : ": " + reason);
    }

    private Instant time(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw usage("'" + text + "' is neither a day such as 2026-12-24 nor a time such as 2026-12-24T12:00:00Z.");
        }
    }
}
