package io.jenkins.plugins.waybill.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.waybill.model.Actor;

/** How one event vouches for all before it: SHA-256 over its parts and the hash of its predecessor. */
public final class AuditChain {

    /** The hash before the first event. */
    public static final String START = "0".repeat(64);

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private AuditChain() {}

    /** The event that follows one with the given sequence and hash. */
    public static AuditEvent next(
            long lastSequence,
            String lastHash,
            Instant at,
            String project,
            Actor actor,
            String type,
            String subject,
            JsonNode detail) {
        AuditEvent unsigned = new AuditEvent(lastSequence + 1, at, project, actor, type, subject, detail, lastHash, "");
        return new AuditEvent(unsigned.sequence(), at, project, actor, type, subject, detail, lastHash, hash(unsigned));
    }

    /** The hash that an event must carry, computed from its other parts. */
    public static String hash(AuditEvent event) {
        try {
            // An array leaves no doubt where one part ends; the detail's keys are sorted.
            ArrayNode parts = CANONICAL
                    .createArrayNode()
                    .add(event.sequence())
                    .add(event.at().toString())
                    .add(event.project())
                    .add(event.actor().toString())
                    .add(event.type())
                    .add(event.subject())
                    .add(CANONICAL.writeValueAsString(CANONICAL.treeToValue(event.detail(), Object.class)))
                    .add(event.previousHash());
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(CANONICAL.writeValueAsString(parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
