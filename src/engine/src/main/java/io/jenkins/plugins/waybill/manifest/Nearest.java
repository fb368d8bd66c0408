package io.jenkins.plugins.waybill.manifest;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that someone probably meant. */
public final class Nearest {

    private Nearest() {}

    /** {@code " Did you mean 'x'?"} with the closest candidate, or nothing when none is close. */
    public static String hint(String word, Collection<String> candidates) {
        String nearest = to(word, candidates);
        return nearest.isEmpty() ? "" : " Did you mean '" + nearest + "'?";
    }

    /** The closest candidate; empty when none is close. */
    public static String to(String word, Collection<String> candidates) {
        String best = "";
        int bestDistance = Math.max(1, Math.min(word.length(), 60) / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT), bestDistance);
            if (distance < bestDistance && !candidate.isEmpty()) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's distance with swapped neighbours as one edit; only exact below the limit. */
    private static int distance(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] now = new int[right.length() + 1];
            now[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substitution = last[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(substitution, Math.min(now[j - 1], last[j]) + 1);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = now;
        }
        return last[right.length()];
    }
}
