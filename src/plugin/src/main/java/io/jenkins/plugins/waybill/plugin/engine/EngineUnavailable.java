package io.jenkins.plugins.waybill.plugin.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** The engine does not run; the message says why, for people. */
public final class EngineUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    EngineUnavailable(String message, @CheckForNull Throwable cause) {
        super(message, cause);
    }
}
