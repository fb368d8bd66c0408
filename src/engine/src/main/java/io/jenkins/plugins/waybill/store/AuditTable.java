package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.audit.AuditChain;
import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.audit.AuditHead;
import io.jenkins.plugins.waybill.audit.AuditLog;
import io.jenkins.plugins.waybill.audit.AuditVerification;
import io.jenkins.plugins.waybill.model.Actor;
import org.jdbi.v3.core.statement.Query;

/**
 * The event log as a table. Its end is noted in the same transaction in another table and, after it, in a file beside
 * the database, so that cutting the end off shows too.
 */
final class AuditTable {

    private static final String COLUMNS = "sequence, at, project, actor, type, subject, detail, previous_hash, hash";

    private static final String APPEND =
            "INSERT INTO audit_events (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String NOTE_HEAD = RowChanges.upsert("meta", List.of("name"), List.of("value"));
    private static final int EVENTS_AT_ONCE = 1000;

    private final Database database;
    private final Tables tables;
    private AuditHead head;

    AuditTable(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
        this.head = newest().orElse(AuditHead.EMPTY);
    }

    AuditHead head() {
        return head;
    }

    /** Takes back events of a change that was rolled back. */
    void reset(AuditHead to) {
        head = to;
    }

    void append(
            Journal journal, Instant at, String project, Actor actor, String type, String subject, ObjectNode detail) {
        AuditEvent event = AuditChain.next(
                head.sequence(), head.hash(), at, project, actor, type, Documents.plain(subject), detail);
        journal.add(
                APPEND,
                event.sequence(),
                event.at().toString(),
                event.project(),
                event.actor().toString(),
                event.type(),
                event.subject(),
                Documents.write(event.detail()),
                event.previousHash(),
                event.hash());
        head = new AuditHead(event.sequence(), event.hash());
    }

    /** The last line of a commit. */
    void noteHead(Journal journal) {
        journal.add(NOTE_HEAD, "audit.head", head.sequence() + " " + head.hash());
    }

    /** To be called after the commit; losing it in a crash only makes the note older. */
    void noteHeadBeside() {
        try {
            Files.writeString(database.auditNote(), head.sequence() + " " + head.hash() + "\n");
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(AuditTable.class)
                    .warn("The end of the audit log could not be noted in {}: {}", database.auditNote(), e.toString());
        }
    }

    List<AuditEvent> events(AuditFilter filter, long before, int limit) {
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM audit_events WHERE sequence < :before");
        if (filter.project() != null) {
            sql.append(" AND project = :project");
        }
        if (filter.type() != null) {
            sql.append(" AND type = :type");
        }
        if (filter.actor() != null) {
            sql.append(" AND actor = :actor");
        }
        if (filter.subject() != null) {
            sql.append(" AND ").append(database.dialect().contains("subject", "subject"));
        }
        if (filter.since() != null) {
            sql.append(" AND at >= :since");
        }
        if (filter.until() != null) {
            sql.append(" AND at < :until");
        }
        try (Query query = database.handle().createQuery(sql.append(" ORDER BY sequence DESC LIMIT :limit"))) {
            query.bind("before", before).bind("limit", limit);
            if (filter.project() != null) {
                query.bind("project", filter.project());
            }
            if (filter.type() != null) {
                query.bind("type", filter.type());
            }
            if (filter.actor() != null) {
                query.bind("actor", filter.actor());
            }
            if (filter.subject() != null) {
                query.bind("subject", filter.subject());
            }
            if (filter.since() != null) {
                query.bind("since", bound(filter.since()));
            }
            if (filter.until() != null) {
                query.bind("until", bound(filter.until()));
            }
            return query.map((row, context) -> event(row)).list();
        }
    }

    /** Texts of times differ in length; without its last letter one sorts before all times that begin with it. */
    private static String bound(Instant time) {
        String text = time.toString();
        return text.substring(0, text.length() - 1);
    }

    AuditLog.Result verify() {
        List<AuditHead> heads = new ArrayList<>();
        tables.meta("audit.head").flatMap(AuditTable::parseHead).ifPresent(heads::add);
        headBeside().ifPresent(heads::add);
        AuditVerification verification = new AuditVerification(heads);
        database.handle().useTransaction(transaction -> {
            try (Query query = transaction.createQuery("SELECT " + COLUMNS + " FROM audit_events ORDER BY sequence")) {
                query.setFetchSize(EVENTS_AT_ONCE)
                        .map((row, context) -> event(row))
                        .forEach(verification::check);
            }
        });
        return new AuditLog.Result(verification.lastSequence(), verification.finish());
    }

    private Optional<AuditHead> newest() {
        return database.handle()
                .createQuery("SELECT sequence, hash FROM audit_events ORDER BY sequence DESC LIMIT 1")
                .map((row, context) -> new AuditHead(row.getLong("sequence"), row.getString("hash")))
                .findFirst();
    }

    private Optional<AuditHead> headBeside() {
        try {
            return parseHead(Files.readString(database.auditNote()).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException(
                    "The note of the audit log's end in " + database.auditNote() + " cannot be read.", e);
        }
    }

    private static Optional<AuditHead> parseHead(String text) {
        String[] parts = text.split(" ");
        return parts.length == 2 && parts[0].matches("\\d{1,18}")
                ? Optional.of(new AuditHead(Long.parseLong(parts[0]), parts[1]))
                : Optional.empty();
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getLong("sequence"),
                Instant.parse(row.getString("at")),
                row.getString("project"),
                Actor.parse(row.getString("actor")),
                row.getString("type"),
                row.getString("subject"),
                Documents.read(row.getString("detail"), JsonNode.class),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
