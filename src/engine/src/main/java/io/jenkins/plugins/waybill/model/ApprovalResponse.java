package io.jenkins.plugins.waybill.model;

import java.time.Instant;

/**
 * A person's answer to a waiting approval.
 *
 * @param step alias of the step that asked
 * @param actor who answered
 * @param approved false for a rejection
 * @param comment may be empty
 * @param at when
 */
public record ApprovalResponse(String step, Actor actor, boolean approved, String comment, Instant at) {}
