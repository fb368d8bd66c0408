package io.jenkins.plugins.waybill.promotion;

/** A promotion that cannot be made as its Stage is declared; the message names the file and line to mend. */
public final class InvalidPromotion extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidPromotion(String message) {
        super(message);
    }
}
