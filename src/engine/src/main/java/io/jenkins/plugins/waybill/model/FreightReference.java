package io.jenkins.plugins.waybill.model;

/**
 * Freight as a Stage or a Promotion remembers it: enough to use it after the Freight itself was collected.
 *
 * @param name the Freight's name (SHA-1)
 * @param origin what made it
 * @param artifacts what it pins
 */
public record FreightReference(String name, FreightOrigin origin, Artifacts artifacts) {}
