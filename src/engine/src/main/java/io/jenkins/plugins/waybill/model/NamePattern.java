package io.jenkins.plugins.waybill.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A name as Kargo's selectors write it: exact, or {@code glob:}, {@code regex:} or {@code regexp:} and a pattern.
 * Regular expressions are RE2 and may match anywhere in the name.
 */
public final class NamePattern {

    private final String text;
    private final Pattern pattern;

    private NamePattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /**
     * Reads a name or pattern.
     *
     * @throws IllegalArgumentException with the reason, when it is neither
     */
    public static NamePattern parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new NamePattern(text, Pattern.compile("\\A" + Pattern.quote(text) + "\\z"));
        }
        String rest = text.substring(colon + 1);
        try {
            return switch (text.substring(0, colon)) {
                case "regex", "regexp" -> new NamePattern(text, Pattern.compile(rest));
                case "glob" -> new NamePattern(text, Pattern.compile(glob(rest)));
                default ->
                    throw new IllegalArgumentException("'" + text.substring(0, colon)
                            + ":' is no kind of pattern; expected glob:, regex: or regexp:");
            };
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription() + " in '" + rest + "'", e);
        }
    }

    /** Whether the name is meant. */
    public boolean matches(String name) {
        return pattern.matcher(name).find();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static String glob(String glob) {
        StringBuilder regex = new StringBuilder("(?s)\\A");
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char character = glob.charAt(i);
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> {
                    int end = glob.indexOf(']', i + 1);
                    if (end < 0) {
                        throw new IllegalArgumentException("missing ']' in '" + glob + "'");
                    }
                    String set = glob.substring(i + 1, end).replace("\\", "\\\\");
                    regex.append('[')
                            .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                            .append(']');
                    i = end;
                }
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    if (braces == 0) {
                        throw new IllegalArgumentException("'}' without '{' in '" + glob + "'");
                    }
                    braces--;
                    regex.append(')');
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '\\' -> {
                    if (++i == glob.length()) {
                        throw new IllegalArgumentException("nothing after the last '\\' in '" + glob + "'");
                    }
                    regex.append(Pattern.quote(glob.substring(i, i + 1)));
                }
                default -> regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        if (braces > 0) {
            throw new IllegalArgumentException("missing '}' in '" + glob + "'");
        }
        return regex.append("\\z").toString();
    }
}
