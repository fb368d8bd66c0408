package io.jenkins.plugins.waybill.verification;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CombinedTemplatesTest {

    private static final String STAGE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight:
              - {origin: {kind: Warehouse, name: app}, sources: {direct: true}}
              promotionTemplate: {spec: {steps: [{uses: git-clear, config: {path: .}}]}}
              verification:
                analysisTemplates: [TEMPLATES]
            """;

    private static final String METRIC = "{name: NAME, provider: {web: {url: \"http://{{args.host}}/NAME\"}}}";

    @Test
    void templates_are_one_after_the_other_and_shared_ones_last() throws Exception {
        ObjectNode spec = combine(
                "{kind: ClusterAnalysisTemplate, name: shared}, {name: own}",
                template("ClusterAnalysisTemplate", "shared", "metrics: [" + metric("b") + "]"),
                template("AnalysisTemplate", "own", "metrics: [" + metric("a") + "]"));

        assertThat(spec.findValuesAsText("name")).containsExactly("a", "b");
    }

    @Test
    void templates_that_a_template_names_come_along_once() throws Exception {
        ObjectNode spec = combine(
                "{name: outer}",
                template(
                        "AnalysisTemplate",
                        "outer",
                        "templates: [{templateName: inner}, {templateName: shared, clusterScope: true}]"),
                template(
                        "AnalysisTemplate",
                        "inner",
                        "metrics: [" + metric("a") + "], templates: [{templateName: outer}]"),
                template("ClusterAnalysisTemplate", "shared", "metrics: [" + metric("b") + "]"));

        assertThat(spec.findValuesAsText("name")).containsExactly("a", "b");
    }

    @Test
    void arguments_are_united_and_the_stage_outweighs_the_template() throws Exception {
        ObjectNode spec = combine(
                "{name: one}, {name: two}",
                template("AnalysisTemplate", "one", "args: [{name: host}, {name: port, value: '80'}]"),
                template("AnalysisTemplate", "two", "args: [{name: host, value: a.example.com}]"));

        assertThatThrownBy(() -> RunArguments.give(combineOne("args: [{name: host}]"), Map.of("other", "x")))
                .hasMessage("The argument 'host' has no value. Give it one in the Stage's verification.args or in the"
                        + " template.");
        RunArguments.give(spec, Map.of("port", "8080", "undeclared", "x"));
        assertThat(RunArguments.values(spec, "shop", Credentials.NONE))
                .isEqualTo(Map.of("host", "a.example.com", "port", "8080"));
    }

    @Test
    void contradictions_are_refused() {
        assertThatThrownBy(() -> combine(
                        "{name: one}, {name: two}",
                        template("AnalysisTemplate", "one", "args: [{name: host, value: a}]"),
                        template("AnalysisTemplate", "two", "args: [{name: host, value: b}]")))
                .hasMessage("The templates give the argument 'host' two values: 'a' and 'b'.");
        assertThatThrownBy(() -> combine(
                        "{name: one}, {name: two}",
                        template("AnalysisTemplate", "one", "metrics: [" + metric("a") + "]"),
                        template("AnalysisTemplate", "two", "metrics: [" + metric("a") + "]")))
                .hasMessageContaining(
                        "'metrics' names the metric 'a' twice; the second time in AnalysisTemplate 'two'");
        assertThatThrownBy(() -> combine("{name: gone}"))
                .hasMessage("The Stage names the AnalysisTemplate 'gone', which is not among the manifests.");
        assertThatThrownBy(() -> combine(
                        "{name: one}", template("AnalysisTemplate", "one", "templates: [{templateName: gone}]")))
                .hasMessage("AnalysisTemplate 'one' names the AnalysisTemplate 'gone', which is not among the"
                        + " manifests.");
    }

    @Test
    void arguments_take_their_places_everywhere() throws Exception {
        ObjectNode spec = combineOne("""
                args: [{name: host, value: 'a "b"'}, {name: token, valueFrom: {secretKeyRef: {name: login, key: password}}}]
                  metrics:
                  - name: a
                    count: "{{args.host}}"
                    provider: {web: {url: "x {{ args.host }}{{args.token}}", jsonBody: {"{{args.host}}": [1, "{{", true]}}}
                """);
        Map<String, String> values = RunArguments.values(spec, "shop", new Login());

        assertThat(RunArguments.put(spec.at("/metrics/0"), values).toString())
                .contains("\"count\":\"a \\\"b\\\"\"")
                .contains("\"url\":\"x a \\\"b\\\"hunter2\"")
                .contains("{\"a \\\"b\\\"\":[1,\"{{\",true]}");
        assertThatThrownBy(() -> RunArguments.put(spec.at("/metrics/0"), Map.of()))
                .hasMessageContaining("There is no argument for {{args.host}}. Declare it under 'args'");
        assertThatThrownBy(() -> RunArguments.values(
                        combineOne("args: [{name: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
                        "shop",
                        Credentials.NONE))
                .hasMessageContaining("a field of a Rollout");
        assertThatThrownBy(() -> RunArguments.values(
                        combineOne("args: [{name: x, valueFrom: {secretKeyRef: {name: login, key: other}}}]"),
                        "shop",
                        new Login()))
                .hasMessageContaining("the key 'other' of the Secret 'login', which has no such key");
    }

    private static ObjectNode combineOne(String spec) throws AnalysisException {
        return combine("{name: one}", template("AnalysisTemplate", "one", spec));
    }

    private static ObjectNode combine(String references, String... templates) throws AnalysisException {
        ProjectDefinition project = Manifests.read(
                        Map.of(
                                "pipeline.yaml",
                                STAGE.replace("TEMPLATES", references) + "---\n" + String.join("---\n", templates)),
                        "shop")
                .project("shop")
                .orElseThrow();
        return CombinedTemplates.combine(
                project, project.stage("dev").orElseThrow().verification());
    }

    private static String metric(String name) {
        return METRIC.replace("NAME", name);
    }

    private static String template(String kind, String name, String spec) {
        return "apiVersion: argoproj.io/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name
                + (kind.startsWith("Cluster") ? "" : ", namespace: shop") + "}\nspec:\n  "
                + spec.strip().replace("], ", "]\n  ") + "\n";
    }

    private static final class Login implements Credentials {
        @Override
        public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> secret(String project, String name) {
            return name.equals("login") ? Optional.of(Map.of("password", Secret.of("hunter2"))) : Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> sharedSecret(String name) {
            return Optional.empty();
        }
    }
}
