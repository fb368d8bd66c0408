package io.jenkins.plugins.waybill.step.argocd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** Picks Applications by labels. */
record AppSelector(
        @Nullable Map<String, String> matchLabels, @Nullable List<Rule> matchExpressions) {

    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern KEY =
            Pattern.compile("([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    record Rule(String key, String operator, @Nullable List<String> values) {

        String inWords() throws StepFailure {
            List<String> listed = values == null ? List.of() : values;
            boolean needsValues = operator.equals("In") || operator.equals("NotIn");
            if (needsValues == listed.isEmpty()) {
                throw StepFailure.errored("selector: " + operator + " for the label '" + key + "' "
                        + (needsValues ? "needs at least one value." : "takes no values."));
            }
            String label = checked(KEY, key);
            for (String value : listed) {
                checked(VALUE, value);
            }
            return switch (operator) {
                case "In" -> label + " in (" + String.join(",", listed) + ")";
                case "NotIn" -> label + " notin (" + String.join(",", listed) + ")";
                case "Exists" -> label;
                default -> "!" + label;
            };
        }
    }

    /** In Kubernetes' own writing. */
    String inWords() throws StepFailure {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, String> label : Objects.requireNonNullElse(matchLabels, Map.<String, String>of())
                .entrySet()) {
            parts.add(checked(KEY, label.getKey()) + "=" + checked(VALUE, label.getValue()));
        }
        for (Rule rule : Objects.requireNonNullElse(matchExpressions, List.<Rule>of())) {
            parts.add(rule.inWords());
        }
        return String.join(",", parts);
    }

    private static String checked(Pattern form, String text) throws StepFailure {
        if (!form.matcher(text).matches()) {
            throw StepFailure.errored("selector: '" + text + "' is not a label's name or value.");
        }
        return text;
    }
}
