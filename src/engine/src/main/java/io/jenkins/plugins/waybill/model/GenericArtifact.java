package io.jenkins.plugins.waybill.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An artifact of a kind that only its subscription type understands.
 *
 * @param artifactType the subscription type
 * @param subscriptionName the subscription's name; required for this kind
 * @param version what identifies this one
 * @param metadata anything the subscription type recorded; never part of the Freight's name
 */
public record GenericArtifact(String artifactType, String subscriptionName, String version, JsonNode metadata) {}
