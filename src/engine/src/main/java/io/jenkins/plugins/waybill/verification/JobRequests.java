package io.jenkins.plugins.waybill.verification;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Jobs;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.AnalysisRun;

/** Reads a Kubernetes Job as work for a host: what its first container would do. */
final class JobRequests {

    private JobRequests() {}

    static Jobs.Request of(Metric metric, AnalysisRun run, String key, Credentials credentials) throws IOException {
        JsonNode container = metric.config().at("/spec/template/spec/containers/0");
        Map<String, String> annotations = new LinkedHashMap<>();
        metric.config()
                .path("metadata")
                .path("annotations")
                .properties()
                .forEach(annotation -> annotations.put(
                        annotation.getKey(), annotation.getValue().asText()));
        List<String> command = new ArrayList<>();
        container.path("command").forEach(word -> command.add(word.asText()));
        container.path("args").forEach(word -> command.add(word.asText()));
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode variable : container.path("env")) {
            String name = variable.path("name").asText();
            JsonNode reference = variable.path("valueFrom").path("secretKeyRef");
            environment.put(
                    name,
                    reference.isObject()
                            ? secret(reference, name, run.project(), credentials)
                            : variable.path("value").asText());
        }
        return new Jobs.Request(
                run.project(),
                key,
                metric.name(),
                annotations,
                container.path("image").asText(),
                command,
                environment,
                metric.config());
    }

    private static String secret(JsonNode reference, String variable, String project, Credentials credentials)
            throws IOException {
        String name = reference.path("name").asText();
        String key = reference.path("key").asText();
        return credentials
                .secret(project, name)
                .flatMap(data -> Optional.ofNullable(data.get(key)))
                .map(Secret::reveal)
                .orElseThrow(() -> new IOException("The job's variable '" + variable + "' comes from the key '" + key
                        + "' of the Secret '" + name + "', which is not there."));
    }
}
