package io.jenkins.plugins.waybill.engine;

/** Reasons that people must give. */
final class Reasons {

    private Reasons() {}

    /** The reason without surrounding blanks; {@link Refusal} when there is none. */
    static String required(String reason, String rule) {
        if (reason.isBlank()) {
            throw new Refusal(
                    Refusal.Code.INVALID, rule + ": say why. It is kept in the audit log for those who look later.");
        }
        return reason.strip();
    }
}
