package io.jenkins.plugins.waybill.step.kustomize;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.InstalledTools;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.host.LocalTools;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.host.Tools;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KustomizeBuildStepTest {

    private static final String CONFIG_MAP =
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\n  namespace: ns\n";

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
    void aKustomizationIsBuiltOnItsBaseToAFile() throws Exception {
        realKustomize();
        file("app/base/kustomization.yaml", "resources: [cm.yaml]\n");
        file("app/base/cm.yaml", CONFIG_MAP + "data:\n  z: \"1\"\n  a: \"2\"\n");
        file("app/env/dev/kustomization.yml", "resources: [../../base]\nnamePrefix: dev-\n");
        promotion.run(new KustomizeBuildStep(), "{path: ./app/env/dev, outPath: out/all.yml}");
        assertThat(file("out/all.yml"))
                .isEqualTo("apiVersion: v1\ndata:\n  a: \"2\"\n  z: \"1\"\nkind: ConfigMap\nmetadata:\n  name: dev-cm\n"
                        + "  namespace: ns\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kargo|out/namespace-ns.yaml, out/ns-configmap-cm.yaml, out/ns-deployment-d.yaml",
                "kustomize|out/apps_v1_deployment_d.yaml, out/v1_configmap_cm.yaml, out/v1_namespace_ns.yaml"
            })
    void aDirectoryGetsAFileForEachObject(String format, String files) throws Exception {
        realKustomize();
        file("k/kustomization.yaml", "resources: [all.yaml]\n");
        file(
                "k/all.yaml",
                CONFIG_MAP + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\n  namespace: ns\n---\n"
                        + "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns\n");
        promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out, outputFormat: " + format + "}");
        assertThat(paths("out")).containsExactly(files.split(", "));
    }

    @Test
    void filesBesideTheKustomizationCanBeReadAsInKargo() throws Exception {
        realKustomize();
        file("shared/app.conf", "a=1\n");
        file("k/dev/kustomization.yaml", "configMapGenerator:\n- name: c\n  files: [conf=../../shared/app.conf]\n");
        promotion.run(new KustomizeBuildStep(), "{path: k/dev, outPath: out.yaml}");
        assertThat(file("out.yaml")).contains("conf: |\n    a=1");
        file(
                "k/dev/gen.yaml",
                "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata:\n  name: g\nfiles: [/etc/passwd]\n");
        file("k/dev/kustomization.yaml", "generators: [gen.yaml]\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k/dev, outPath: out.yaml}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("kustomize failed: ")
                .hasMessageEndingWith("may read only files below itself.");
    }

    @Test
    void aChartInTheKustomizationIsRenderedByHelm() throws Exception {
        promotion = StepRun.on(SampleHost.in(directory).with(InstalledTools.assume("kustomize", "helm")));
        file("k/kustomization.yaml", "helmCharts:\n- name: demo\n  releaseName: rel\n  valuesFile: v.yaml\n");
        file("k/v.yaml", "tag: x\n");
        file("k/charts/demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 0.1.0\n");
        file(
                "k/charts/demo/templates/cm.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n"
                        + "  tag: {{ .Values.tag }}\n  kube: {{ .Capabilities.KubeVersion }}\n");
        promotion.run(
                new KustomizeBuildStep(),
                "{path: k, outPath: out.yaml, plugin: {helm: {kubeVersion: v1.30.1, apiVersions: [v1]}}}");
        assertThat(file("out.yaml")).contains("tag: x", "kube: v1.30.1", "name: rel");
    }

    @Test
    void kustomizesOwnWordsAreToldWithoutThePlaceOnDisk() throws Exception {
        realKustomize();
        file("k/kustomization.yaml", "resources: [none.yaml]\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out.yaml}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("kustomize failed: ")
                .hasMessageContaining("none.yaml")
                .hasMessageNotContaining("waybill-step");
        assertThat(promotion.workspace().find("out.yaml")).isEmpty();
    }

    @Test
    void twoObjectsForOneFileAreTold() throws Exception {
        realKustomize();
        file("k/kustomization.yaml", "resources: [all.yaml]\n");
        file(
                "k/all.yaml",
                "apiVersion: a/v1\nkind: X\nmetadata:\n  name: n\n---\napiVersion: b/v1\nkind: X\nmetadata:\n  name: n\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out}"))
                .hasMessage(
                        "Two objects would be written to 'x-n.yaml'; set outputFormat: kustomize, whose names have the"
                                + " API group.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: [../../etc]",
                "resources: [/etc]",
                "bases: [../../x]",
                "components: [/etc]",
                "patches: [{path: /etc/passwd}]",
                "configMapGenerator: [{name: c, files: [x=/etc/passwd]}]",
                "configMapGenerator: [{name: c, envs: [/etc/environment]}]",
                "secretGenerator: [{name: c, files: [/etc/shadow]}]",
                "openapi: {path: ../../schema.json}",
                "replacements: [{path: /etc/passwd}]",
                "helmCharts: [{name: x, additionalValuesFiles: [/etc/passwd]}]",
                "helmGlobals: {chartHome: /srv/charts}"
            })
    void whatLiesOutsideTheWorkspaceIsRefused(String kustomization) throws Exception {
        withKustomize("v5.7.1");
        file("k/base/kustomization.yaml", kustomization.replace("../../", "../../../") + "\n");
        file("k/dev/kustomization.yaml", "resources: [../base]\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k/dev, outPath: out.yaml}"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessageStartingWith("k/base/kustomization.yaml names '")
                .hasMessageEndingWith("', which is outside the workspace; kustomize-build reads nothing there.");
    }

    @Test
    void aReferenceThatGitWouldTakeForAnOptionIsRefused() throws Exception {
        withKustomize("v5.7.1");
        file("k/kustomization.yaml", "resources: ['https://example.com/r//p?ref=--upload-pack=x']\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out.yaml}"))
                .hasMessage("k/kustomization.yaml names 'https://example.com/r//p?ref=--upload-pack=x', whose reference"
                        + " begins with a dash.");
    }

    @Test
    void onlyWhatIsNeededIsLaidOut() throws Exception {
        promotion = StepRun.in(directory);
        file(
                "src/k/dev/kustomization.yaml",
                "resources: [../base, cm.yaml]\npatches: [{path: ../patch.yaml}, {patch: 'a: b'}]\n");
        file("src/k/base/kustomization.yaml", "resources: ['https://example.com/x.yaml']\n");
        file("src/k/patch.yaml", "x: 1\n");
        file("src/large/file", "x");
        KustomizationScan scan = KustomizationScan.of(promotion.workspace(), "src/k/dev");
        assertThat(scan.paths()).containsExactlyInAnyOrder("src/k/dev", "src/k/base", "src/k/patch.yaml");
        assertThat(scan.usesOthers()).isTrue();
        assertThat(scan.usesGenerators()).isFalse();
    }

    @Test
    void aMissingOrOldKustomizeOrKustomizationIsTold() throws Exception {
        promotion = StepRun.on(
                SampleHost.in(directory).with(new LocalTools(Map.of("kustomize", directory.resolve("none")))));
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out}"))
                .hasMessage(
                        "There is no kustomization in 'k'; one of kustomization.yaml, kustomization.yml, Kustomization"
                                + " is needed.");
        file("k/kustomization.yaml", "resources: []\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out}"))
                .hasMessageStartingWith("The program kustomize is said to be at ");
        file("k/kustomization.yaml", "resources: [\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out}"))
                .hasMessageStartingWith("k/kustomization.yaml is no YAML: ");
        promotion.close();
        withKustomize("v4.5.7");
        file("k/kustomization.yaml", "resources: []\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeBuildStep(), "{path: k, outPath: out}"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessage("The program kustomize is of version v4.5, which is too old; 5.0 or newer is needed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{path: a}",
                "{path: a, outPath: b, outputFormat: other}",
                "{path: a, outPath: b, plugin: {helm: {unknown: 1}}}",
                "{path: a, outPath: b, plugin: {helm: {apiVersions: ['']}}}"
            })
    void wrongConfigsAreRefused(String config) {
        assertThat(new KustomizeBuildStep().schema().violations(StepRun.yaml(config)))
                .isNotEmpty();
    }

    private void realKustomize() throws Exception {
        promotion = StepRun.on(SampleHost.in(directory).with(InstalledTools.assume("kustomize")));
    }

    private void withKustomize(String version) throws Exception {
        promotion = StepRun.on(SampleHost.in(Files.createTempDirectory(directory, "home"))
                .with((Tools) call -> new ToolOutcome(0, version, "")));
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
