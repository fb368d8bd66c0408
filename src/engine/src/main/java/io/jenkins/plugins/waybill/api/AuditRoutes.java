package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.audit.AuditFinding;
import io.jenkins.plugins.waybill.audit.AuditHead;
import io.jenkins.plugins.waybill.audit.AuditLog;
import io.jenkins.plugins.waybill.model.Actor;

/** Routes to the event log. */
final class AuditRoutes {

    private static final List<String> COLUMNS =
            List.of("sequence", "at", "actor", "type", "subject", "detail", "previousHash", "hash");

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
                call.query("actor").map(AuditRoutes::actor).orElse(null),
                call.query("subject").orElse(null),
                call.time("since").orElse(null),
                call.time("until").orElse(null));
        long before = call.after().map(AuditRoutes::sequence).orElse(Long.MAX_VALUE);
        return Export.of(call, "audit")
                .map(export -> export.answer(
                        COLUMNS,
                        call.engine().audit().events(filter, before, Export.MOST).stream()
                                .map(EventView::of)
                                .toList(),
                        AuditRoutes::cells))
                .orElseGet(() -> ApiResponse.ok(Page.of(
                        call.engine().audit().events(filter, before, call.limit() + 1).stream(),
                        call.limit(),
                        event -> Long.toString(event.sequence()),
                        EventView::of)));
    }

    private static List<Object> cells(EventView event) {
        return List.of(
                event.sequence(),
                event.at(),
                event.actor(),
                event.type(),
                event.subject(),
                event.detail(),
                event.previousHash(),
                event.hash());
    }

    /** A name without a kind is a person's. */
    static String actor(String text) {
        return text.contains(":") ? text : Actor.user(text).toString();
    }

    private static ApiResponse verification(Call call) {
        AuditLog log = call.engine().audit();
        AuditLog.Result result = log.verify();
        return ApiResponse.ok(new VerificationView(result.intact(), result.events(), log.head(), result.findings()));
    }

    private static long sequence(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw Problem.invalid("The cursor is not one that this list gave out; begin without a cursor.");
        }
    }
}
