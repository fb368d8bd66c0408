package io.jenkins.plugins.waybill.manifest;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the lint has to know about steps, which live on a higher floor.
 *
 * @param names every {@code uses} that there is; empty when it is not known, so that none is called unknown
 * @param configs looks at the config of a step
 */
public record StepCatalog(Set<String> names, ConfigCheck configs) {

    /** Knows no steps and finds no fault with any. */
    public static final StepCatalog NONE = new StepCatalog(Set.of(), (uses, config) -> List.of());

    public StepCatalog {
        names = Set.copyOf(names);
    }

    /** Looks at the config of a step as it is written, expressions and all. */
    @FunctionalInterface
    public interface ConfigCheck {

        /**
         * What is wrong for certain, whatever the expressions in the config come out as.
         *
         * @param uses one of {@link StepCatalog#names()}
         */
        List<ConfigProblem> problems(String uses, ObjectNode config);
    }

    /**
     * Something wrong in a config.
     *
     * @param pointer where, as a JSON pointer into the config
     * @param message for people
     */
    public record ConfigProblem(String pointer, String message) {}
}
