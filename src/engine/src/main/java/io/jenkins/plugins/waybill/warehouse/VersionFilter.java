package io.jenkins.plugins.waybill.warehouse;

import java.util.Comparator;
import java.util.Optional;

import io.jenkins.plugins.waybill.semver.SemanticVersion;
import io.jenkins.plugins.waybill.semver.VersionConstraint;
import org.jspecify.annotations.Nullable;

/** Tags that are semantic versions within a constraint, newest version first. */
public final class VersionFilter {

    private final boolean strict;
    private final String field;
    private final String text;
    private final @Nullable VersionConstraint constraint;

    private VersionFilter(boolean strict, String field, String text, @Nullable VersionConstraint constraint) {
        this.strict = strict;
        this.field = field;
        this.text = text;
        this.constraint = constraint;
    }

    /**
     * Versions that satisfy a constraint.
     *
     * @param strict whether all three parts must be there; one leading {@code v} is allowed
     * @param constraint empty for none; then pre-releases count too
     */
    public static VersionFilter of(boolean strict, String constraint) throws DiscoveryException {
        return of(strict, "semverConstraint", constraint);
    }

    /**
     * Versions that satisfy a constraint.
     *
     * @param field where the constraint is written, for messages
     */
    public static VersionFilter of(boolean strict, String field, String constraint) throws DiscoveryException {
        if (constraint.isBlank()) {
            return new VersionFilter(strict, field, constraint, null);
        }
        try {
            return new VersionFilter(strict, field, constraint, VersionConstraint.parse(constraint));
        } catch (IllegalArgumentException e) {
            throw new DiscoveryException(field + " '" + constraint + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Why a tag is left out; empty when it counts. */
    public Optional<String> objection(String tag) {
        SemanticVersion version = SemanticVersion.tryParse(tag);
        if (version == null) {
            return Optional.of("it is no semantic version");
        }
        if (strict && !isStrict(tag)) {
            return Optional.of("it is no complete semantic version, and strictSemvers is on");
        }
        VersionConstraint wanted = constraint;
        return wanted == null || wanted.admits(version)
                ? Optional.empty()
                : Optional.of("it is outside " + field + " '" + text + "'");
    }

    /** Newest version first; equal ones by their text, descending. */
    public Comparator<String> order() {
        Comparator<String> byVersion = Comparator.comparing(SemanticVersion::parse);
        return byVersion.thenComparing(Comparator.naturalOrder()).reversed();
    }

    private static boolean isStrict(String tag) {
        try {
            SemanticVersion.parseStrictly(tag.startsWith("v") ? tag.substring(1) : tag);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
