package io.jenkins.plugins.waybill.engine;

import org.jspecify.annotations.Nullable;

/** Manifests cannot be had from where they are said to be; the message says why and what to do. */
public final class ManifestsUnavailable extends Exception {

    ManifestsUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
