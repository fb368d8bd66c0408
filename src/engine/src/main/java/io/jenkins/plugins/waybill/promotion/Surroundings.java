package io.jenkins.plugins.waybill.promotion;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.store.Store;
import io.jenkins.plugins.waybill.workspace.Workspaces;

/**
 * What promotions run in.
 *
 * @param host secrets, time and identity
 * @param store the durable state
 * @param git remotes
 * @param workspaces the files of promotions
 * @param steps the kinds of steps there are
 * @param definitions projects in force, by name
 * @param sharedConfigMaps for {@code sharedConfigMap()}: data by name
 * @param automatic whether Stages are promoted automatically
 * @param pace how fast
 */
public record Surroundings(
        Host host,
        Store store,
        Git git,
        Workspaces workspaces,
        StepRegistry steps,
        Function<String, Optional<ProjectDefinition>> definitions,
        Supplier<Map<String, Map<String, String>>> sharedConfigMaps,
        boolean automatic,
        Pace pace) {

    Instant now() {
        return host.clock().instant();
    }
}
