package io.jenkins.plugins.waybill.promotion;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.expression.GoDuration;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.StringMap;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * What expressions learn of the project: configuration, secrets, and the state of Freight and Stages.
 * Secrets are learnt by the mask as they are handed out, and looked up once per object.
 */
final class ProjectFunctions {

    private final ProjectDefinition project;
    private final Map<String, Map<String, String>> sharedConfigMaps;
    private final Supplier<ProjectState> state;
    private final Credentials credentials;
    private final SecretMask mask;
    private final Map<String, StringMap> secrets = new HashMap<>();

    private ProjectFunctions(ProjectDefinition project, Surroundings surroundings, SecretMask mask) {
        this.project = project;
        sharedConfigMaps = surroundings.sharedConfigMaps().get();
        state = () -> surroundings.store().state().project(project.name());
        credentials = surroundings.host().credentials();
        this.mask = mask;
    }

    static void addTo(Scope.Builder scope, ProjectDefinition project, Surroundings surroundings, SecretMask mask) {
        ProjectFunctions functions = new ProjectFunctions(project, surroundings, mask);
        scope.function("configMap", functions::configMap)
                .function("sharedConfigMap", functions::sharedConfigMap)
                .function("secret", functions::secret)
                .function("sharedSecret", functions::sharedSecret)
                .function("freightMetadata", functions::freightMetadata)
                .function("freightStatus", functions::freightStatus)
                .function("stageMetadata", functions::stageMetadata);
    }

    private Object configMap(List<@Nullable Object> arguments) {
        Map<String, String> data = project.configMaps().get(name("configMap", arguments));
        return StringMap.of(data == null ? Map.of() : data);
    }

    private Object sharedConfigMap(List<@Nullable Object> arguments) {
        Map<String, String> data = sharedConfigMaps.get(name("sharedConfigMap", arguments));
        return StringMap.of(data == null ? Map.of() : data);
    }

    private Object secret(List<@Nullable Object> arguments) {
        String name = name("secret", arguments);
        return secrets.computeIfAbsent(
                "project/" + name, key -> reveal(SealedSecret.PROJECT, name, credentials.secret(project.name(), name)));
    }

    private Object sharedSecret(List<@Nullable Object> arguments) {
        String name = name("sharedSecret", arguments);
        return secrets.computeIfAbsent(
                "shared/" + name, key -> reveal(SealedSecret.SHARED, name, credentials.sharedSecret(name)));
    }

    private StringMap reveal(String kind, String name, Optional<Map<String, Secret>> secret) {
        Map<String, String> revealed = new LinkedHashMap<>();
        secret.orElse(Map.of()).forEach((key, value) -> {
            mask.learn(value.reveal(), new SealedSecret(kind, name, key));
            revealed.put(key, value.reveal());
        });
        return StringMap.of(revealed);
    }

    private @Nullable Object freightMetadata(List<@Nullable Object> arguments) {
        String name = name("freightMetadata", arguments);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("freightMetadata() needs the name of Freight");
        }
        return state.get()
                .freight(name)
                .map(freight -> freight.status().metadata())
                .filter(metadata -> !metadata.isEmpty())
                .map(ProjectFunctions::values)
                .orElse(null);
    }

    private @Nullable Object stageMetadata(List<@Nullable Object> arguments) {
        Map<String, JsonNode> metadata =
                state.get().stage(name("stageMetadata", arguments)).metadata();
        return metadata.isEmpty() ? null : values(metadata);
    }

    private @Nullable Object freightStatus(List<@Nullable Object> arguments) {
        String name = name("freightStatus", arguments);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("freightStatus() needs the name of Freight");
        }
        return state.get()
                .freight(name)
                .map(Freight::status)
                .map(ProjectFunctions::status)
                .orElse(null);
    }

    private static Map<String, @Nullable Object> status(FreightStatus status) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, @Nullable Object> current = new LinkedHashMap<>();
        status.currentlyIn()
                .forEach((stage, use) ->
                        current.put(stage, Map.of("since", use.since().toString())));
        putUnlessEmpty(values, "currentlyIn", current);
        Map<String, @Nullable Object> verified = new LinkedHashMap<>();
        status.verifiedIn().forEach((stage, use) -> {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("verifiedAt", use.verifiedAt().toString());
            if (use.longestSoak() != null) {
                entry.put("longestSoak", new GoDuration(use.longestSoak().toNanos()).text());
            }
            verified.put(stage, entry);
        });
        putUnlessEmpty(values, "verifiedIn", verified);
        Map<String, @Nullable Object> approved = new LinkedHashMap<>();
        status.approvedFor()
                .forEach((stage, approval) -> approved.put(
                        stage, Map.of("approvedAt", approval.approvedAt().toString())));
        putUnlessEmpty(values, "approvedFor", approved);
        putUnlessEmpty(values, "metadata", values(status.metadata()));
        return values;
    }

    private static void putUnlessEmpty(
            Map<String, @Nullable Object> values, String key, Map<String, @Nullable Object> part) {
        if (!part.isEmpty()) {
            values.put(key, part);
        }
    }

    private static Map<String, @Nullable Object> values(Map<String, JsonNode> metadata) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        metadata.forEach((key, value) -> values.put(key, GoJson.fromTree(value)));
        return values;
    }

    private static String name(String function, List<@Nullable Object> arguments) {
        Arguments.count(function, arguments, 1, 1);
        return Arguments.text(function, arguments, 0);
    }
}
