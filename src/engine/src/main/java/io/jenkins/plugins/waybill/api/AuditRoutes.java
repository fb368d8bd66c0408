package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.audit.AuditFinding;
import io.jenkins.plugins.waybill.audit.AuditHead;
import io.jenkins.plugins.waybill.audit.AuditLog;

/** Routes to the event log. */
final class AuditRoutes {

    private AuditRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get("/projects/{project}/audit", AuditRoutes::events),
                Route.get("/projects/{project}/audit/verification", AuditRoutes::verification));
    }

    /** An event; whoever has a list without gaps can check the chain themselves. */
    record EventView(
            long sequence,
            Instant at,
            String project,
            String actor,
            String type,
            String subject,
            JsonNode detail,
            String previousHash,
            String hash) {

        static EventView of(AuditEvent event) {
            return new EventView(
                    event.sequence(),
                    event.at(),
                    event.project(),
                    event.actor().toString(),
                    event.type(),
                    event.subject(),
                    event.detail(),
                    event.previousHash(),
                    event.hash());
        }
    }

    /** Whether the log is what was written; {@code head} is worth keeping elsewhere. */
    record VerificationView(boolean intact, long events, AuditHead head, List<AuditFinding> findings) {}

    private static ApiResponse events(Call call) {
        AuditFilter filter = new AuditFilter(
                call.projectName(),
                call.query("type").orElse(null),
                call.query("actor").orElse(null),
                call.query("subject").orElse(null),
                call.query("since").map(AuditRoutes::instant).orElse(null));
        long before = call.after().map(AuditRoutes::sequence).orElse(Long.MAX_VALUE);
        return ApiResponse.ok(Page.of(
                call.engine().audit().events(filter, before, call.limit() + 1).stream(),
                call.limit(),
                event -> Long.toString(event.sequence()),
                EventView::of));
    }

    private static ApiResponse verification(Call call) {
        AuditLog log = call.engine().audit();
        AuditLog.Result result = log.verify();
        return ApiResponse.ok(new VerificationView(result.intact(), result.events(), log.head(), result.findings()));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.invalid("'since' is '" + text + "'; expected a time such as 2026-01-31T12:00:00Z.");
        }
    }

    private static long sequence(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw Problem.invalid("The cursor is not one that this list gave out; begin without a cursor.");
        }
    }
}
