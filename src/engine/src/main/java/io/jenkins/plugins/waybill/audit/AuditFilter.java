package io.jenkins.plugins.waybill.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which events to show; null means any.
 *
 * @param project events of that project
 * @param type events of that type
 * @param actor events by that actor, as {@code kind:name}
 * @param subject events whose subject contains this text
 * @param since events at or after that time
 * @param until events before that time
 */
public record AuditFilter(
        @Nullable String project,
        @Nullable String type,
        @Nullable String actor,
        @Nullable String subject,
        @Nullable Instant since,
        @Nullable Instant until) {

    /** Every event. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    /** The events of a project. */
    public static AuditFilter ofProject(String project) {
        return new AuditFilter(project, null, null, null, null, null);
    }
}
