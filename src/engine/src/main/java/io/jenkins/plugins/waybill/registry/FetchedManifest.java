package io.jenkins.plugins.waybill.registry;

/**
 * A manifest as the registry holds it.
 *
 * @param mediaType what it is
 * @param digest of its bytes, checked
 * @param content its bytes
 */
public record FetchedManifest(String mediaType, String digest, byte[] content) {}
