package io.jenkins.plugins.waybill.workspace;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Path globs as regular expressions: {@code *} and {@code ?} stay within a part, {@code **} as a whole part stands for
 * any number of parts, {@code [..]} and {@code {a,b}} are choices, a backslash takes the next character as it is.
 */
public final class PathGlob {

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int braces;

    private PathGlob(String glob) {
        this.glob = glob;
    }

    /**
     * The pattern that a whole path must match.
     *
     * @throws PatternSyntaxException when a choice is not closed
     */
    public static Pattern compile(String glob) {
        return Pattern.compile(new PathGlob(glob).translate());
    }

    private String translate() {
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> i = star(i);
                case '?' -> regex.append("[^/]");
                case '[' -> i = characterClass(i);
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> regex.append(braces > 0 ? closeBrace() : "\\}");
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '\\' -> {
                    i = Math.min(i + 1, glob.length() - 1);
                    literal(glob.charAt(i));
                }
                default -> literal(c);
            }
        }
        return regex.toString();
    }

    private String closeBrace() {
        braces--;
        return ")";
    }

    /** Returns the index of the last character used. */
    private int star(int at) {
        boolean whole = glob.startsWith("**", at)
                && (at == 0 || "/{,".indexOf(glob.charAt(at - 1)) >= 0)
                && (at + 2 == glob.length() || "/},".indexOf(glob.charAt(at + 2)) >= 0);
        if (!whole) {
            regex.append("[^/]*");
            int end = at;
            while (end + 1 < glob.length() && glob.charAt(end + 1) == '*') {
                end++;
            }
            return end;
        }
        if (at + 2 < glob.length() && glob.charAt(at + 2) == '/') {
            regex.append("(?:[^/]*/)*");
            return at + 2;
        }
        // At the end it also stands for no part at all: a/** matches a.
        if (regex.length() > 0 && regex.charAt(regex.length() - 1) == '/') {
            regex.setLength(regex.length() - 1);
            regex.append("(?:/.*)?");
        } else {
            regex.append(".*");
        }
        return at + 1;
    }

    private int characterClass(int at) {
        int end = glob.indexOf(']', at + 2);
        if (end < 0) {
            throw new PatternSyntaxException("missing closing ]", glob);
        }
        String inside = glob.substring(at + 1, end);
        boolean negated = inside.startsWith("!") || inside.startsWith("^");
        regex.append(negated ? "[^/" : "[")
                .append((negated ? inside.substring(1) : inside).replace("[", "\\["))
                .append(']');
        return end;
    }

    private void literal(char c) {
        regex.append(Pattern.quote(String.valueOf(c)));
    }
}
