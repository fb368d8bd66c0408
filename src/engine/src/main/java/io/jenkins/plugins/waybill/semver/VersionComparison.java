package io.jenkins.plugins.waybill.semver;

import java.math.BigInteger;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a constraint.
 *
 * @param given how many of the three numbers are given before the first that is missing or a wildcard
 */
record VersionComparison(Operator operator, SemanticVersion bound, int given) {

    private static final Pattern VERSION =
            Pattern.compile("v?([^.+-]+)(?:\\.([^.+-]+))?(?:\\.([^.+-]+))?(?:-([^+]+))?(?:\\+(.+))?");

    private enum Operator {
        EQUAL,
        NOT_EQUAL,
        MORE,
        LESS,
        AT_LEAST,
        AT_MOST,
        TILDE,
        CARET
    }

    static VersionComparison parse(String operator, String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a version: \"" + version + "\"");
        }
        int given = 0;
        StringBuilder numbers = new StringBuilder();
        while (given < 3 && !isOpen(parts.group(given + 1))) {
            numbers.append(numbers.isEmpty() ? "" : ".").append(parts.group(++given));
        }
        for (int i = given; i < 3; i++) {
            numbers.append(numbers.isEmpty() ? "0" : ".0");
        }
        String prerelease = parts.group(4) == null ? "" : "-" + parts.group(4);
        String metadata = given < 3 || parts.group(5) == null ? "" : "+" + parts.group(5);
        return new VersionComparison(operator(operator), SemanticVersion.parse(numbers + prerelease + metadata), given);
    }

    private static boolean isOpen(@Nullable String part) {
        return part == null || part.equals("x") || part.equals("X") || part.equals("*");
    }

    private static Operator operator(String symbol) {
        return switch (symbol) {
            case "", "=" -> Operator.EQUAL;
            case "!=" -> Operator.NOT_EQUAL;
            case ">" -> Operator.MORE;
            case "<" -> Operator.LESS;
            case ">=", "=>" -> Operator.AT_LEAST;
            case "<=", "=<" -> Operator.AT_MOST;
            case "~", "~>" -> Operator.TILDE;
            case "^" -> Operator.CARET;
            default -> throw new IllegalArgumentException("unknown comparison: " + symbol);
        };
    }

    boolean namesPrerelease() {
        return bound.isPrerelease();
    }

    boolean admits(SemanticVersion version) {
        return switch (operator) {
            case EQUAL -> given < 3 ? isNear(version) : version.equals(bound);
            case NOT_EQUAL -> differs(version);
            case MORE -> isMore(version);
            case LESS -> version.compareTo(bound) < 0;
            case AT_LEAST -> version.compareTo(bound) >= 0;
            case AT_MOST -> isAtMost(version);
            case TILDE -> isNear(version);
            case CARET -> isCompatible(version);
        };
    }

    /** {@code !=1.2.x} leaves out all of 1.2, but not the pre-releases of its patches. */
    private boolean differs(SemanticVersion version) {
        if (given == 3) {
            return !version.equals(bound);
        }
        if (!sameMajor(version)) {
            return true;
        }
        if (given == 2 && sameMinor(version)) {
            return (version.isPrerelease() || bound.isPrerelease())
                    && SemanticVersion.comparePrereleases(version.prerelease(), bound.prerelease()) != 0;
        }
        if (given == 0) {
            return !sameMinor(version) || !version.patch().equals(bound.patch()) || !version.equals(bound);
        }
        return given == 2;
    }

    /** {@code >11} begins at 12, {@code >11.1} at 11.2. */
    private boolean isMore(SemanticVersion version) {
        return switch (given) {
            case 1 -> version.major().compareTo(bound.major()) > 0;
            case 2 ->
                version.major().compareTo(bound.major()) > 0
                        || sameMajor(version) && version.minor().compareTo(bound.minor()) > 0;
            default -> version.compareTo(bound) > 0;
        };
    }

    /** {@code <=11} goes up to the last 11, {@code <=11.1} to the last 11.1. */
    private boolean isAtMost(SemanticVersion version) {
        if (given == 3) {
            return version.compareTo(bound) <= 0;
        }
        return version.major().compareTo(bound.major()) < 0
                || sameMajor(version) && (given == 1 || version.minor().compareTo(bound.minor()) <= 0);
    }

    /** {@code ~1.2.3}: from there within 1.2; {@code ~1}: within 1; {@code ~0.0.0} and {@code *}: from there on. */
    private boolean isNear(SemanticVersion version) {
        if (version.compareTo(bound) < 0) {
            return false;
        }
        boolean zero = bound.major().signum() == 0
                && bound.minor().signum() == 0
                && bound.patch().signum() == 0;
        if (zero && (given == 0 || given == 3)) {
            return true;
        }
        return sameMajor(version) && (given == 1 || sameMinor(version));
    }

    /** {@code ^1.2.3}: from there up to the next change of the first number that is not zero. */
    private boolean isCompatible(SemanticVersion version) {
        if (version.compareTo(bound) < 0) {
            return false;
        }
        if (bound.major().signum() > 0 || given == 1) {
            return sameMajor(version);
        }
        if (version.major().signum() > 0) {
            return false;
        }
        if (bound.minor().signum() > 0 || given == 2) {
            return sameMinor(version);
        }
        return version.minor().equals(BigInteger.ZERO) && version.patch().equals(bound.patch());
    }

    private boolean sameMajor(SemanticVersion version) {
        return version.major().equals(bound.major());
    }

    private boolean sameMinor(SemanticVersion version) {
        return version.minor().equals(bound.minor());
    }
}
