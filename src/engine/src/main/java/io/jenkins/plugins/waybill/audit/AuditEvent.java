package io.jenkins.plugins.waybill.audit;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Actor;

/**
 * Something that happened, as a link of the chain.
 *
 * @param sequence 1 for the first event; without gaps
 * @param at when
 * @param project in which project; empty for none
 * @param actor who did it
 * @param type such as {@code PromotionCreated}
 * @param subject what it is about, such as {@code promotion/dev.01h….abc1234}
 * @param detail anything worth keeping; never a secret
 * @param previousHash hash of the event before, {@link AuditChain#START} for the first
 * @param hash hash over all of the above
 */
public record AuditEvent(
        long sequence,
        Instant at,
        String project,
        Actor actor,
        String type,
        String subject,
        JsonNode detail,
        String previousHash,
        String hash) {}
