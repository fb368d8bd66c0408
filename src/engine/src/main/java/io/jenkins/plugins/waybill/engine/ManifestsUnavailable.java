package io.jenkins.plugins.waybill.engine;

import org.jspecify.annotations.Nullable;

/** Manifests cannot be had from where they are said to be; the message says why and what to do. */
public final class ManifestsUnavailable extends Exception {

    /** In words for people: what is wrong with which repository, and what to do. */
    public ManifestsUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
