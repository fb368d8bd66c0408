package io.jenkins.plugins.waybill.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Which tags count, by regular expressions that may match anywhere in the name. */
public final class NameFilter {

    private final List<Pattern> allowed;
    private final List<Pattern> ignored;
    private final String allowField;
    private final String ignoreField;

    private NameFilter(List<Pattern> allowed, List<Pattern> ignored, String allowField, String ignoreField) {
        this.allowed = allowed;
        this.ignored = ignored;
        this.allowField = allowField;
        this.ignoreField = ignoreField;
    }

    /** Names that match none of {@code ignored} and, unless it is empty, one of {@code allowed}. */
    public static NameFilter of(List<String> allowed, List<String> ignored) throws DiscoveryException {
        return of(allowed, ignored, "allowTagsRegexes", "ignoreTagsRegexes");
    }

    /** The same for fields of other names. */
    public static NameFilter of(List<String> allowed, List<String> ignored, String allowField, String ignoreField)
            throws DiscoveryException {
        return new NameFilter(compile(allowField, allowed), compile(ignoreField, ignored), allowField, ignoreField);
    }

    private static List<Pattern> compile(String field, List<String> texts) throws DiscoveryException {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : texts) {
            try {
                patterns.add(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                throw new DiscoveryException(
                        field + " has '" + text + "', which is no regular expression: " + e.getDescription() + ".", e);
            }
        }
        return patterns;
    }

    /** Why a name is left out; empty when it counts. */
    public Optional<String> objection(String name) {
        for (Pattern pattern : ignored) {
            if (pattern.matcher(name).find()) {
                return Optional.of(ignoreField + " '" + pattern.pattern() + "' matches");
            }
        }
        if (allowed.isEmpty()
                || allowed.stream().anyMatch(pattern -> pattern.matcher(name).find())) {
            return Optional.empty();
        }
        return Optional.of("none of " + allowField + " matches");
    }
}
