package io.jenkins.plugins.waybill.model;

/**
 * A time in which promotions to the Stages it selects may start, or may not.
 *
 * @param name names it in messages
 * @param kind what it means while it is in force
 * @param stageName exact, or a {@link NamePattern}; empty for every name
 * @param labels of the Stage; must match too
 * @param schedule when it is in force
 * @param position where it is written
 */
public record PromotionWindow(
        String name,
        Kind kind,
        String stageName,
        LabelSelector labels,
        WindowSchedule schedule,
        SourcePosition position) {

    /** What a window means. */
    public enum Kind {
        /** Promotions may start only while one such window is in force. */
        ALLOW,
        /** No promotion may start while it is in force. */
        DENY
    }

    /** Whether it is about that Stage. */
    public boolean selects(Stage stage) {
        return (stageName.isEmpty() || NamePattern.parse(stageName).matches(stage.name()))
                && labels.matches(stage.labels());
    }
}
