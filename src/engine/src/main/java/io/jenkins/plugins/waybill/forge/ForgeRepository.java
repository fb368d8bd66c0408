package io.jenkins.plugins.waybill.forge;

import org.jspecify.annotations.Nullable;

/**
 * A repository as a step names it.
 *
 * @param project who asks; decides which credentials are seen
 * @param repoUrl as Git uses it
 * @param provider as in Kargo's {@code provider}; null or empty to go by the host's name
 * @param insecureSkipTlsVerify whether to trust any certificate
 */
public record ForgeRepository(
        String project, String repoUrl, @Nullable String provider, boolean insecureSkipTlsVerify) {}
