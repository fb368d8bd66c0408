package io.jenkins.plugins.waybill.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A check that a succeeded step leaves behind for its Stage.
 *
 * @param uses the kind of check
 * @param config its input
 */
public record HealthCheck(String uses, ObjectNode config) {}
