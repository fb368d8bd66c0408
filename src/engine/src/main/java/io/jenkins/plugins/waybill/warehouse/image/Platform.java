package io.jenkins.plugins.waybill.warehouse.image;

import io.jenkins.plugins.waybill.warehouse.DiscoveryException;

/**
 * What an image runs on.
 *
 * @param variant empty for none
 */
record Platform(String os, String architecture, String variant) {

    /** Reads {@code linux/arm64} or {@code linux/arm/v7}. */
    static Platform parse(String text) throws DiscoveryException {
        String[] parts = text.replaceFirst("^([^/]+/[^/]+)/$", "$1").split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new DiscoveryException("platform '" + text + "' is none such as linux/amd64 or linux/arm/v7.");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** Attestations and the like stand in indexes as images of no platform. */
    boolean isKnown() {
        return isKnown(os) && isKnown(architecture);
    }

    private static boolean isKnown(String text) {
        return !text.isEmpty() && !text.equals("unknown");
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
