package io.jenkins.plugins.waybill.model;

import java.util.List;

/**
 * How well a Stage's current Freight does.
 *
 * @param status the verdict
 * @param issues what is wrong, in words
 */
public record Health(Status status, List<String> issues) {

    /** In rising severity; the worst of several checks counts. */
    public enum Status {
        HEALTHY,
        NOT_APPLICABLE,
        PROGRESSING,
        UNKNOWN,
        UNHEALTHY
    }

    public Health {
        issues = List.copyOf(issues);
    }
}
