package io.jenkins.plugins.waybill.semver;

import java.math.BigInteger;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version. Two are equal if neither comes before the other, so that build metadata and the way it was
 * written do not matter.
 *
 * @param prerelease what follows the hyphen, or an empty text
 * @param metadata what follows the plus sign, or an empty text
 * @param original the text that it was read from
 */
public record SemanticVersion(
        BigInteger major, BigInteger minor, BigInteger patch, String prerelease, String metadata, String original)
        implements Comparable<SemanticVersion> {

    private static final int LONGEST = 256;
    private static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final Pattern LOOSE = Pattern.compile(
            "v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:-(" + IDENTIFIERS + "))?(?:\\+(" + IDENTIFIERS + "))?");
    private static final Pattern STRICT = Pattern.compile("(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(?:-("
            + IDENTIFIERS + "))?(?:\\+(" + IDENTIFIERS + "))?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /**
     * Reads a version loosely: {@code v} in front is allowed, missing parts are zero, and so are leading zeros.
     *
     * @throws IllegalArgumentException if it is not a version
     */
    public static SemanticVersion parse(String text) {
        return known(tryParse(text), text);
    }

    /**
     * Reads a version with exactly three parts, no {@code v} and no leading zeros.
     *
     * @throws IllegalArgumentException if it is not such a version
     */
    public static SemanticVersion parseStrictly(String text) {
        return known(tryParseStrictly(text), text);
    }

    /** As {@link #parse}, but null if it is not a version. */
    public static @Nullable SemanticVersion tryParse(String text) {
        return read(LOOSE, text);
    }

    /** As {@link #parseStrictly}, but null if it is not such a version. */
    public static @Nullable SemanticVersion tryParseStrictly(String text) {
        return read(STRICT, text);
    }

    private static SemanticVersion known(@Nullable SemanticVersion version, String text) {
        if (version == null) {
            throw new IllegalArgumentException("not a semantic version: \"" + text + "\"");
        }
        return version;
    }

    private static @Nullable SemanticVersion read(Pattern pattern, String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher parts = pattern.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        BigInteger major = number(parts.group(1));
        BigInteger minor = number(parts.group(2));
        BigInteger patch = number(parts.group(3));
        String prerelease = orEmpty(parts.group(4));
        boolean inRange = major.max(minor).max(patch).compareTo(LARGEST) <= 0;
        return inRange && isPrerelease(prerelease)
                ? new SemanticVersion(major, minor, patch, prerelease, orEmpty(parts.group(5)), text)
                : null;
    }

    private static BigInteger number(@Nullable String digits) {
        return digits == null ? BigInteger.ZERO : new BigInteger(digits);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A pre-release has no numbers with leading zeros. */
    private static boolean isPrerelease(String text) {
        for (String part : text.split("\\.", -1)) {
            if (part.length() > 1
                    && part.startsWith("0")
                    && DIGITS.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    /** The next major version, as it would be written in place of this one. */
    public SemanticVersion nextMajor() {
        return made(major.add(BigInteger.ONE), BigInteger.ZERO, BigInteger.ZERO, "", "");
    }

    /** The next minor version. */
    public SemanticVersion nextMinor() {
        return made(major, minor.add(BigInteger.ONE), BigInteger.ZERO, "", "");
    }

    /** The next patch version; for a pre-release that is the release itself. */
    public SemanticVersion nextPatch() {
        return made(major, minor, isPrerelease() ? patch : patch.add(BigInteger.ONE), "", "");
    }

    /** The same version with another pre-release; an empty text makes it a release. */
    public SemanticVersion withPrerelease(String text) {
        require(text, text.matches("(?:" + IDENTIFIERS + ")?") && isPrerelease(text));
        return made(major, minor, patch, text, metadata);
    }

    /** The same version with other build metadata, or none. */
    public SemanticVersion withMetadata(String text) {
        require(text, text.matches("(?:" + IDENTIFIERS + ")?"));
        return made(major, minor, patch, prerelease, text);
    }

    private static void require(String text, boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("not a part of a semantic version: \"" + text + "\"");
        }
    }

    private SemanticVersion made(
            BigInteger newMajor, BigInteger newMinor, BigInteger newPatch, String newPrerelease, String newMetadata) {
        if (newMajor.max(newMinor).max(newPatch).compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("a version has no number that large");
        }
        String text = written(newMajor, newMinor, newPatch, newPrerelease, newMetadata);
        String prefix = original.startsWith("v") ? "v" : "";
        return new SemanticVersion(newMajor, newMinor, newPatch, newPrerelease, newMetadata, prefix + text);
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int order = major.compareTo(other.major);
        order = order != 0 ? order : minor.compareTo(other.minor);
        order = order != 0 ? order : patch.compareTo(other.patch);
        return order != 0 ? order : comparePrereleases(prerelease, other.prerelease);
    }

    /** A release comes after its pre-releases. */
    static int comparePrereleases(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        String[] a = left.split("\\.", -1);
        String[] b = right.split("\\.", -1);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            if (i >= a.length || i >= b.length) {
                return Integer.compare(a.length, b.length);
            }
            int order = compareParts(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Numbers by value and before words, words by their bytes. */
    private static int compareParts(String left, String right) {
        boolean leftIsNumber = isNumber(left);
        boolean rightIsNumber = isNumber(right);
        if (leftIsNumber && rightIsNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        if (leftIsNumber != rightIsNumber) {
            return leftIsNumber ? -1 : 1;
        }
        return Integer.signum(left.compareTo(right));
    }

    private static boolean isNumber(String part) {
        return DIGITS.matcher(part).matches() && new BigInteger(part).compareTo(LARGEST) <= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SemanticVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * major.hashCode() + minor.hashCode()) + patch.hashCode()) + prerelease.hashCode();
    }

    /** The full form without {@code v}: three parts, pre-release and metadata. */
    @Override
    public String toString() {
        return written(major, minor, patch, prerelease, metadata);
    }

    private static String written(
            BigInteger major, BigInteger minor, BigInteger patch, String prerelease, String metadata) {
        return major + "." + minor + "." + patch + (prerelease.isEmpty() ? "" : "-" + prerelease)
                + (metadata.isEmpty() ? "" : "+" + metadata);
    }
}
