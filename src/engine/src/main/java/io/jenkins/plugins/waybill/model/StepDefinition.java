package io.jenkins.plugins.waybill.model;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A promotion step as written in a Stage or a task; exactly one of {@code uses} and {@code task} is set.
 *
 * @param uses the kind of step, such as {@code git-clone}
 * @param task the task to put in its place
 * @param as the alias; defaulted to {@code step-<n>} or {@code task-<n>} by the reader, so never empty
 * @param condition the {@code if} template; null when absent
 * @param continueOnError whether failing leaves the promotion's result alone
 * @param retry how long and how often to try
 * @param variables the step's own variables
 * @param config may contain expressions at any depth; treated as immutable; empty object when absent
 * @param position where it is written
 * @param configPositions where the values of {@code config} are written
 */
public record StepDefinition(
        @Nullable String uses,
        @Nullable TaskReference task,
        String as,
        @Nullable String condition,
        boolean continueOnError,
        Retry retry,
        List<Variable> variables,
        ObjectNode config,
        SourcePosition position,
        Positions configPositions) {

    public StepDefinition {
        variables = List.copyOf(variables);
    }

    /** A step that was not read from a text. */
    public StepDefinition(
            @Nullable String uses,
            @Nullable TaskReference task,
            String as,
            @Nullable String condition,
            boolean continueOnError,
            Retry retry,
            List<Variable> variables,
            ObjectNode config,
            SourcePosition position) {
        this(uses, task, as, condition, continueOnError, retry, variables, config, position, Positions.NONE);
    }

    /**
     * When to give up on a step.
     *
     * @param timeout checked after each attempt; null for the step's own default
     * @param errorThreshold errors until the step ends badly; 0 for the step's own default
     */
    public record Retry(@Nullable Duration timeout, int errorThreshold) {

        /** The step's own defaults. */
        public static final Retry DEFAULT = new Retry(null, 0);
    }
}
