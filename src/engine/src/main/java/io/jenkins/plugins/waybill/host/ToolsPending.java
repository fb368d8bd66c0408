package io.jenkins.plugins.waybill.host;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** There is no place for programs to run yet; the message says what that waits for. */
public final class ToolsPending extends IOException {

    private static final long serialVersionUID = 1;

    private final transient CompletionStage<?> ready;

    /**
     * To be asked again.
     *
     * @param ready completes when asking again is worth it
     */
    public ToolsPending(String message, CompletionStage<?> ready) {
        super(message);
        this.ready = ready;
    }

    /** Completes when asking again is worth it. */
    public CompletionStage<?> ready() {
        return ready;
    }
}
