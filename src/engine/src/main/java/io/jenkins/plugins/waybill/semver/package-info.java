/**
 * Semantic versions and constraints on them by the rules of Masterminds/semver v3, which Kargo's users know from their
 * manifests: loose versions, {@code ~} and {@code ^}, and pre-releases that must be asked for. Knows nothing of tags
 * or repositories. Start with {@link io.jenkins.plugins.waybill.semver.VersionConstraint}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.semver;
