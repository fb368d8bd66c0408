package io.jenkins.plugins.waybill.verification.metric;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param result the {@code result} of conditions: null, Boolean, Double, String, List or Map
 * @param text for people
 * @param metadata what else to keep
 */
public record Reading(@Nullable Object result, String text, Map<String, String> metadata) {

    public Reading {
        metadata = Map.copyOf(metadata);
    }

    static Reading of(@Nullable Object result, String text) {
        return new Reading(result, text, Map.of());
    }
}
