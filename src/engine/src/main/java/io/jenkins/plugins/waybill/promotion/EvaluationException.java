package io.jenkins.plugins.waybill.promotion;

import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/** A template that has no value, or not one of the kind needed; the message begins with its place in the manifest. */
final class EvaluationException extends Exception {

    private static final long serialVersionUID = 1;

    EvaluationException(SourcePosition position, String message, @Nullable Throwable cause) {
        super(position.equals(SourcePosition.NONE) ? message : position + ": " + message, cause);
    }
}
