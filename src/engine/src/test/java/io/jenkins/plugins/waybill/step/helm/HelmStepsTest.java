package io.jenkins.plugins.waybill.step.helm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.waybill.fixture.InstalledTools;
import io.jenkins.plugins.waybill.fixture.RepositoryLogin;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.host.Tools;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.file.TarStep;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HelmStepsTest {

    @TempDir
    Path directory;

    private StepRun promotion;

    @AfterEach
    void close() throws Exception {
        if (promotion != null) {
            promotion.close();
        }
    }

    @Test
    void aChartIsRenderedToAFileWithItsValues() throws Exception {
        realHelm();
        chart("charts/demo", "");
        file("env/a.yaml", "tag: a\nother: 1\n");
        file("env/b.yaml", "tag: b\n");
        promotion.run(new HelmTemplateStep(), """
                path: ./charts/demo
                outPath: out/all.yaml
                releaseName: rel
                valuesFiles: [env/a.yaml, env/b.yaml, env/none.yaml]
                ignoreMissingValueFiles: true
                setValues:
                - {key: number, value: '3'}
                - {key: raw, value: 'a,b={c}', literal: true}
                skipTests: true
                includeCRDs: true
                kubeVersion: v1.31.2
                apiVersions: [example.com/v9]
                """);
        assertThat(file("out/all.yaml"))
                .contains("kind: CustomResourceDefinition")
                .contains("name: rel\n  namespace: shop\n")
                .contains(
                        "tag: \"b\"\n  other: \"1\"\n  number: \"3\"\n  raw: \"a,b={c}\"\n  kube: \"v1.31.2\"\n  has: \"true\"")
                .contains("name: migrate")
                .doesNotContain("name: check")
                .endsWith("\n");
    }

    @Test
    void directoriesAreLaidOutAsHelmDoesOrFlat() throws Exception {
        realHelm();
        chart("demo", "");
        promotion.run(
                new HelmTemplateStep(),
                "{path: demo, outPath: out, releaseName: rel, useReleaseName: true, namespace: other, disableHooks: true}");
        assertThat(paths("out")).containsExactly("out/rel/demo/templates/cm.yaml");
        assertThat(file("out/rel/demo/templates/cm.yaml")).contains("namespace: other");
        promotion.run(
                new HelmTemplateStep(),
                "{path: demo, outPath: flat, releaseName: rel, outLayout: flat, skipTests: true}");
        assertThat(paths("flat")).containsExactly("flat/batch-job-migrate.yaml", "flat/configmap-shop-rel.yaml");
        assertThat(file("flat/batch-job-migrate.yaml"))
                .startsWith("apiVersion: batch/v1\n")
                .endsWith("pre-install");
        assertThat(file("flat/configmap-shop-rel.yaml"))
                .startsWith("# Source: demo/templates/cm.yaml\napiVersion: v1\n");
    }

    @Test
    void objectsWithoutANameAreNumberedAndSlashesRefused() throws Exception {
        promotion = StepRun.in(directory);
        new FlatLayout(promotion.workspace(), "out")
                .write("---\na: 1\n---\n# only a comment\n--- # end\nkind: X\nmetadata:\n  name: n\n---\n\n");
        assertThat(paths("out")).containsExactly("out/resource-0.yaml", "out/resource-1.yaml", "out/x-n.yaml");
        assertThatThrownBy(() ->
                        new FlatLayout(promotion.workspace(), "out").write("kind: X\nmetadata:\n  name: ../../n\n"))
                .isInstanceOf(StepFailure.class)
                .hasMessage("The object 'x-../../n.yaml' cannot be a file: its name or kind has a slash.");
    }

    @Test
    void chartsBesideTheChartAreBuiltIntoIt() throws Exception {
        realHelm();
        chart("charts/demo", "dependencies:\n- name: sub\n  version: 0.1.0\n  repository: file://../../lib/sub\n");
        file("lib/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n");
        file("lib/sub/templates/cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: from-sub\n");
        String config = "{path: charts/demo, outPath: out.yaml, releaseName: rel";
        assertThatThrownBy(() -> promotion.run(new HelmTemplateStep(), config + "}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("helm failed: ")
                .hasMessageContaining("missing in charts/ directory: sub");
        promotion.run(new HelmTemplateStep(), config + ", buildDependencies: true}");
        assertThat(file("out.yaml")).contains("name: from-sub");
        assertThat(paths("charts/demo/charts")).containsExactly("charts/demo/charts/sub-0.1.0.tgz");
    }

    @Test
    void dependenciesAreUpdatedAndToldInTheCommitMessage() throws Exception {
        realHelm();
        String dependency = "dependencies:\n- name: sub   # ours\n  version: \"0.1.0\"\n  repository: file://../sub\n";
        chart("demo", dependency);
        file("sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n");
        String config = "{path: demo, charts: [{repository: 'file://../sub', name: sub, version: 0.2.0}]}";
        StepResult first = promotion.run(new HelmUpdateChartStep(), "path: demo");
        assertThat(first.output().get("commitMessage").asText())
                .isEqualTo("Updated chart dependencies for demo\n\n- sub: 0.1.0");
        String lock = file("demo/Chart.lock");
        assertThat(lock).contains("generated: \"2026-05-01T12:00:00Z\"");
        file("demo/Chart.lock", lock.replace("2026-05-01", "2001-01-01"));
        StepResult again = promotion.run(new HelmUpdateChartStep(), "path: demo");
        assertThat(again.output().has("commitMessage")).isFalse();
        assertThat(file("demo/Chart.lock")).isEqualTo(lock.replace("2026-05-01", "2001-01-01"));
        file("sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.2.0\n");
        StepResult changed = promotion.run(new HelmUpdateChartStep(), config);
        assertThat(changed.output().get("commitMessage").asText())
                .isEqualTo("Updated chart dependencies for demo\n\n- sub: 0.1.0 -> 0.2.0");
        assertThat(file("demo/Chart.yaml")).endsWith(dependency.replace("0.1.0", "0.2.0"));
        assertThat(paths("demo/charts")).containsExactly("demo/charts/sub-0.2.0.tgz");
    }

    @Test
    void aRepositoryIsReachedWithTheHostsCredentials() throws Exception {
        Tools tools = InstalledTools.assume("helm");
        List<String> logins = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        promotion = StepRun.on(SampleHost.in(directory, new RepositoryLogin(Credentials.Kind.HELM, url, "user", "pw"))
                .with(tools));
        file("pack/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 1.2.3\n");
        promotion.run(new TarStep(), "{inPath: pack, outPath: redis.tgz, gzip: true}");
        byte[] archive = promotion.workspace().read("redis.tgz");
        server.createContext("/", exchange -> {
            String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            logins.add(login);
            boolean index = exchange.getRequestURI().getPath().equals("/index.yaml");
            byte[] answer = index
                    ? ("apiVersion: v1\nentries:\n  redis:\n  - name: redis\n    version: 1.2.3\n    urls: [redis-1.2.3.tgz]\n")
                            .getBytes(StandardCharsets.UTF_8)
                    : archive;
            boolean allowed = login.equals("Basic dXNlcjpwdw==");
            exchange.sendResponseHeaders(allowed ? 200 : 401, allowed ? answer.length : -1);
            if (allowed) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
        try {
            chart("demo", "dependencies:\n- name: redis\n  version: 1.0.0\n  repository: " + url + "\n");
            StepResult result = promotion.run(
                    new HelmUpdateChartStep(),
                    "{path: demo, charts: [{repository: '" + url + "', name: redis, version: '1.x'}]}");
            assertThat(result.output().get("commitMessage").asText()).endsWith("\n- redis: 1.2.3");
            assertThat(logins).isNotEmpty().allMatch(login -> login.equals("Basic dXNlcjpwdw=="));
            assertThatThrownBy(() -> promotion.run(
                            new HelmUpdateChartStep(),
                            "{path: demo, charts: [{repository: '" + url + "', name: redis, version: 9.9.9}]}"))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageStartingWith("helm failed: ")
                    .hasMessageContaining("redis")
                    .hasMessageNotContaining("pw");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aPackedChartIsRenderedToo() throws Exception {
        realHelm();
        chart("pack/demo", "");
        promotion.run(new TarStep(), "{inPath: pack, outPath: demo.tgz, gzip: true}");
        promotion.run(new HelmTemplateStep(), "{path: demo.tgz, outPath: out.yaml, releaseName: rel}");
        assertThat(file("out.yaml")).contains("name: rel");
    }

    @Test
    void helmsOwnWordsAreToldWithoutThePlaceOnDisk() throws Exception {
        realHelm();
        chart("demo", "");
        file("demo/templates/bad.yaml", "{{ required \"a tag is needed\" .Values.none }}\n");
        assertThatThrownBy(
                        () -> promotion.run(new HelmTemplateStep(), "{path: demo, outPath: o.yaml, releaseName: rel}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("helm failed: ")
                .hasMessageContaining("a tag is needed")
                .hasMessageNotContaining("waybill-step");
        assertThatThrownBy(() -> promotion.run(
                        new HelmTemplateStep(), "{path: demo, outPath: o.yaml, releaseName: '--post-renderer=x'}"))
                .hasMessageContaining("release name");
        assertThat(promotion.workspace().find("o.yaml")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v3.11.2|The program helm is of version v3.11, which is too old; 3.12 or newer is needed.",
                "2.17.0|The program helm is of version 2.17, which is too old; 3.12 or newer is needed.",
                "what|The program helm does not tell its version; it says 'what'."
            })
    void aHelmThatIsTooOldIsTold(String version, String message) throws Exception {
        promotion = StepRun.on(SampleHost.in(directory).with((Tools) call -> new ToolOutcome(0, version, "")));
        chart("demo", "");
        assertThatThrownBy(() -> promotion.run(new HelmTemplateStep(), "{path: demo, outPath: o, releaseName: r}"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessage(message);
    }

    @Test
    void aMissingHelmOrChartOrValuesFileIsTold() throws Exception {
        promotion = StepRun.on(SampleHost.in(directory)
                .with(new io.jenkins.plugins.waybill.host.LocalTools(
                        java.util.Map.of("helm", directory.resolve("none")))));
        assertThatThrownBy(() -> promotion.run(new HelmTemplateStep(), "{path: demo, outPath: o, releaseName: r}"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessageStartingWith("The program helm is said to be at ");
        promotion.close();
        promotion = StepRun.on(SampleHost.in(directory).with((Tools) call -> new ToolOutcome(0, "v3.18.0", "")));
        assertThatThrownBy(() -> promotion.run(new HelmTemplateStep(), "{path: demo, outPath: o, releaseName: r}"))
                .hasMessageStartingWith("There is no Chart.yaml in 'demo'.");
        assertThatThrownBy(() -> promotion.run(new HelmUpdateChartStep(), "path: demo"))
                .hasMessageStartingWith("There is no Chart.yaml in 'demo'.");
        chart("demo", "");
        assertThatThrownBy(() -> promotion.run(
                        new HelmTemplateStep(), "{path: demo, outPath: o, releaseName: r, valuesFiles: [none.yaml]}"))
                .hasMessageStartingWith("There is no values file 'none.yaml' in the workspace.");
        assertThatThrownBy(() -> promotion.run(
                        new HelmUpdateChartStep(), "{path: demo, charts: [{repository: r, name: n, version: v}]}"))
                .hasMessage(
                        "demo/Chart.yaml has no dependency 'n' from 'r'. Repository and name must be written alike in"
                                + " both.");
        file("demo/Chart.yaml", "a: [\n");
        assertThatThrownBy(() -> promotion.run(new HelmUpdateChartStep(), "path: demo"))
                .hasMessageStartingWith("demo/Chart.yaml is no YAML: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc", "file://../../../etc"})
    void dependenciesOutsideTheWorkspaceAreRefused(String repository) throws Exception {
        promotion = StepRun.on(SampleHost.in(directory).with((Tools) call -> new ToolOutcome(0, "v3.18.0", "")));
        chart("demo", "dependencies:\n- name: sub\n  version: 0.1.0\n  repository: " + repository + "\n");
        assertThatThrownBy(() -> promotion.run(new HelmUpdateChartStep(), "path: demo"))
                .isInstanceOf(StepFailure.class)
                .hasMessage("demo/Chart.yaml: the dependency 'sub' is at '" + repository
                        + "', outside the workspace; give a path relative to the chart, inside it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "helm-template|{path: a, outPath: b}",
                "helm-template|{path: a, outPath: b, releaseName: r, outLayout: round}",
                "helm-template|{path: a, outPath: b, releaseName: r, setValues: [{key: k}]}",
                "helm-template|{path: a, outPath: b, releaseName: r, unknown: 1}",
                "helm-template|{path: a, outPath: b, releaseName: r, apiVersions: v1}",
                "helm-update-chart|{}",
                "helm-update-chart|{path: a, charts: []}",
                "helm-update-chart|{path: a, charts: [{repository: r, name: n}]}",
                "helm-update-chart|{path: a, charts: [{repository: r, name: n, version: 1}]}"
            })
    void wrongConfigsAreRefused(String step, String config) {
        assertThat(StepRegistry.standard().find(step).orElseThrow().schema().violations(StepRun.yaml(config)))
                .isNotEmpty();
    }

    private void realHelm() throws Exception {
        promotion = StepRun.on(SampleHost.in(directory).with(InstalledTools.assume("helm")));
    }

    private void chart(String path, String more) throws Exception {
        file(path + "/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 0.1.0\n" + more);
        file(path + "/templates/cm.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}
                  namespace: {{ .Release.Namespace }}
                data:
                  tag: {{ .Values.tag | quote }}
                  other: {{ .Values.other | quote }}
                  number: {{ .Values.number | quote }}
                  raw: {{ .Values.raw | quote }}
                  kube: {{ .Capabilities.KubeVersion.Version | quote }}
                  has: {{ .Capabilities.APIVersions.Has "example.com/v9" | quote }}
                """);
        file(path + "/templates/job.yaml", hook("batch/v1", "Job", "migrate", "pre-install"));
        file(path + "/templates/check.yaml", hook("v1", "Pod", "check", "test"));
        file(
                path + "/crds/crd.yaml",
                "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things.example.com\n");
    }

    private static String hook(String version, String kind, String name, String event) {
        return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata:\n  name: " + name
                + "\n  annotations:\n    helm.sh/hook: " + event + "\n";
    }

    private List<String> paths(String directory) throws Exception {
        return promotion.workspace().walk(directory).stream()
                .map(FileEntry::path)
                .toList();
    }

    private void file(String path, String text) throws Exception {
        promotion.workspace().write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(String path) throws Exception {
        return new String(promotion.workspace().read(path), StandardCharsets.UTF_8);
    }
}
