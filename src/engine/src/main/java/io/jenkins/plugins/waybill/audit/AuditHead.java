package io.jenkins.plugins.waybill.audit;

/**
 * The end of the chain as it was noted elsewhere.
 *
 * @param sequence of the last event; 0 for an empty log
 * @param hash of the last event; {@link AuditChain#START} for an empty log
 */
public record AuditHead(long sequence, String hash) {

    /** An empty log. */
    public static final AuditHead EMPTY = new AuditHead(0, AuditChain.START);
}
