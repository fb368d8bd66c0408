package io.jenkins.plugins.waybill.manifest;

import java.util.Comparator;
import java.util.Locale;

import io.jenkins.plugins.waybill.model.SourcePosition;

/**
 * Something worth saying about a manifest.
 *
 * @param severity how bad it is
 * @param position where it is written; {@link SourcePosition#NONE} when it concerns no text
 * @param rule the rule's stable id in kebab-case, as listed in docs/manifests.md
 * @param message for people: what was found, what was expected, what to do
 */
public record Finding(Severity severity, SourcePosition position, String rule, String message)
        implements Comparable<Finding> {

    /** How bad it is. */
    public enum Severity {
        /** It cannot work, or Kubernetes would refuse it. */
        ERROR,
        /** It works, but hardly as meant, or not for long. */
        WARNING,
        /** Good to know. */
        INFO
    }

    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(
                    (Finding finding) -> finding.position().file())
            .thenComparing(finding -> finding.position().line())
            .thenComparing(finding -> finding.position().column())
            .thenComparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    static Finding error(Rule rule, SourcePosition position, String message) {
        return new Finding(Severity.ERROR, position, rule.id(), message);
    }

    static Finding warning(Rule rule, SourcePosition position, String message) {
        return new Finding(Severity.WARNING, position, rule.id(), message);
    }

    static Finding info(Rule rule, SourcePosition position, String message) {
        return new Finding(Severity.INFO, position, rule.id(), message);
    }

    /** True for {@link Severity#ERROR}. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** By file, then line, then column. */
    @Override
    public int compareTo(Finding other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code file:line:column: error: message [rule]}, as compilers print it. */
    @Override
    public String toString() {
        String place = position.toString();
        return (place.isEmpty() ? "" : place + ": ") + severity.name().toLowerCase(Locale.ROOT) + ": " + message + " ["
                + rule + "]";
    }
}
