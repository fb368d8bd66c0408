/**
 * The event log: what happened, who did it, chained by hashes so that a change after the fact shows. Knows nothing of
 * where events are kept. Start with {@link io.jenkins.plugins.waybill.audit.AuditLog}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.audit;
