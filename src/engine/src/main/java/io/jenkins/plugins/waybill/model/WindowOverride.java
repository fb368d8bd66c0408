package io.jenkins.plugins.waybill.model;

import java.time.Instant;

/**
 * Somebody let a promotion start although the promotion windows forbid it.
 *
 * @param actor who
 * @param reason why; never empty
 * @param at when
 */
public record WindowOverride(Actor actor, String reason, Instant at) {}
