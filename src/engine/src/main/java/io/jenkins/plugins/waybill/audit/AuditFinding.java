package io.jenkins.plugins.waybill.audit;

/**
 * A place where the log is not what was written.
 *
 * @param sequence the event at or after which it shows
 * @param problem what is wrong, in a sentence
 */
public record AuditFinding(long sequence, String problem) {}
