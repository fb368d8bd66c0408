package io.jenkins.plugins.waybill.semver;

import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which versions are wanted: comparisons such as {@code >=1.2, <2} joined by comma or blank where all must hold, and
 * groups of them joined by {@code ||} where one must. A pre-release satisfies a group only if the group names one.
 */
public final class VersionConstraint {

    private static final int LONGEST = 512;
    private static final int MOST_GROUPS = 32;

    private static final String OPERATOR = "!=|>=|=>|<=|=<|~>|=|>|<|~|\\^|";
    private static final String PART = "[0-9xX*|]+";
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final String VERSION = "v?(?:" + PART + ")(?:\\." + PART + ")?(?:\\." + PART + ")?(?:-" + IDENTIFIERS
            + ")?(?:\\+" + IDENTIFIERS + ")?";
    private static final String COMPARISON = "(?:" + OPERATOR + ")\\s*" + VERSION;

    private static final Pattern RANGE = Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final Pattern GROUP =
            Pattern.compile("\\s*" + COMPARISON + "\\s*(?:(?:\\s+|,\\s*)" + COMPARISON + "\\s*)*");
    private static final Pattern EACH = Pattern.compile("(" + OPERATOR + ")\\s*(" + VERSION + ")");

    private final String text;
    private final List<Group> groups;

    private VersionConstraint(String text, List<Group> groups) {
        this.text = text;
        this.groups = groups;
    }

    private record Group(List<VersionComparison> comparisons, boolean prereleases) {

        boolean admits(SemanticVersion version) {
            return (prereleases || !version.isPrerelease())
                    && comparisons.stream().allMatch(comparison -> comparison.admits(version));
        }
    }

    /**
     * Reads a constraint.
     *
     * @throws IllegalArgumentException with the part that is not understood
     */
    public static VersionConstraint parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a version constraint has at most " + LONGEST + " characters");
        }
        String[] parts = withoutRanges(text).split("\\|\\|", -1);
        if (parts.length > MOST_GROUPS) {
            throw new IllegalArgumentException("a version constraint has at most " + MOST_GROUPS + " alternatives");
        }
        List<Group> groups = new ArrayList<>();
        for (String part : parts) {
            groups.add(group(part));
        }
        return new VersionConstraint(text, groups);
    }

    /** As {@link #parse}, but null if it is not a constraint. */
    public static @Nullable VersionConstraint tryParse(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    /** {@code 1.2 - 2.3} is {@code >= 1.2, <= 2.3}. */
    private static String withoutRanges(String text) {
        Matcher range = RANGE.matcher(text);
        StringBuilder rewritten = new StringBuilder();
        int end = 0;
        while (range.find()) {
            rewritten.append(text, end, range.start());
            rewritten
                    .append(">= ")
                    .append(range.group(1))
                    .append(", <= ")
                    .append(range.group(2))
                    .append(' ');
            end = range.end();
        }
        return rewritten.append(text.substring(end)).toString();
    }

    private static Group group(String text) {
        if (!GROUP.matcher(text).matches()) {
            throw new IllegalArgumentException("not a version constraint: \"" + text.strip() + "\"");
        }
        List<VersionComparison> comparisons = new ArrayList<>();
        Matcher each = EACH.matcher(text);
        while (each.find()) {
            comparisons.add(VersionComparison.parse(each.group(1), each.group(2)));
        }
        boolean prereleases = comparisons.stream().anyMatch(VersionComparison::namesPrerelease);
        return new Group(comparisons, prereleases);
    }

    /** Whether a version is among those wanted. */
    public boolean admits(SemanticVersion version) {
        return groups.stream().anyMatch(group -> group.admits(version));
    }

    /** The text that it was read from. */
    @Override
    public String toString() {
        return text;
    }
}
