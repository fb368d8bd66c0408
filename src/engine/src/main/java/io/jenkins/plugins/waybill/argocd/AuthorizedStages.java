package io.jenkins.plugins.waybill.argocd;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which Stages an Application lets change it: Kargo's annotation {@value #ANNOTATION}, a comma list of
 * {@code project:stage} without wildcards.
 */
public final class AuthorizedStages {

    /** The annotation's name. */
    public static final String ANNOTATION = "kargo.akuity.io/authorized-stage";

    private AuthorizedStages() {}

    /** Why that Stage may not change that Application, in words; null when it may. */
    public static @Nullable String refusal(Application application, String project, String stage) {
        String wanted = project + ":" + stage;
        String value = application.annotations().get(ANNOTATION);
        if (value == null || value.replace(",", "").isBlank()) {
            return "Application " + application.key() + " lets no Stage change it; annotate it with " + ANNOTATION
                    + ": " + wanted;
        }
        List<String> authorized = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String entry = part.strip();
            if (entry.isEmpty()) {
                continue;
            }
            int colon = entry.indexOf(':');
            String left = colon < 0 ? "" : entry.substring(0, colon).strip();
            String right = colon < 0 ? "" : entry.substring(colon + 1).strip();
            if (left.isEmpty() || right.isEmpty() || entry.contains("*")) {
                return "the annotation " + ANNOTATION + " of Application " + application.key() + " cannot be read: '"
                        + entry + "' is not of the form project:stage"
                        + (entry.contains("*") ? "; wildcards are not allowed" : "");
            }
            authorized.add(left + ":" + right);
        }
        return authorized.contains(wanted)
                ? null
                : "Application " + application.key() + " lets only " + String.join(", ", authorized)
                        + " change it; add " + wanted + " to its annotation " + ANNOTATION;
    }
}
