package io.jenkins.plugins.waybill.step;

import java.util.List;

import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestLint;
import io.jenkins.plugins.waybill.manifest.Manifests;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StepLintTest {

    @Test
    void an_unknown_field_is_pointed_at_with_the_one_that_was_meant() {
        assertThat(findings("- {uses: git-commit, config: {path: ., mesage: done, colour: red}}"))
                .containsExactly(
                        "m.yaml:6:32: error: git-commit: 'message' is missing. [step-config]",
                        "m.yaml:6:50: error: git-commit: Unknown field 'mesage'. Did you mean 'message'? [step-config]",
                        "m.yaml:6:64: error: git-commit: Unknown field 'colour'. Known here: path, message, author."
                                + " [step-config]");
    }

    @Test
    void a_choice_of_fields_is_spelled_out() {
        assertThat(findings("- {uses: kustomize-set-image, config: {path: ., images: [{image: nginx}]}}"))
                .containsExactly(
                        "m.yaml:6:60: error: kustomize-set-image: images[0]: Exactly one of these is needed: tag; digest."
                                + " [step-config]");
    }

    @Test
    void values_of_the_wrong_kind_are_named() {
        assertThat(findings("- {uses: copy, config: {inPath: 7, outPath: b}}"))
                .containsExactly(
                        "m.yaml:6:35: error: copy: inPath: It must be a string, not 7. Put it in quotes. [step-config]");
        assertThat(findings("- {uses: fail, config: {message: no}}"))
                .containsExactly(
                        "m.yaml:6:36: error: fail: message: It must be a string, not false, as which YAML reads an"
                                + " unquoted yes, no, on or off. Put it in quotes. [step-config]");
        assertThat(findings("- {uses: git-clone, config: {repoURL: 'https://h/r', checkout: [{path: [1]}]}}"))
                .containsExactly(
                        "m.yaml:6:74: error: git-clone: checkout[0].path: It must be a string, not [1]. [step-config]");
    }

    @Test
    void a_field_that_an_expression_fills_is_left_to_the_run() {
        assertThat(findings("- {uses: http, config: {url: '${{ 1 }}', timeout: '${{ 2 }}'}}"))
                .isEmpty();
    }

    private static List<String> findings(String step) {
        String text = "apiVersion: kargo.akuity.io/v1alpha1\nkind: PromotionTask\n"
                + "metadata: {name: task, namespace: shop}\nspec:\n  steps:\n  " + step + "\n";
        return ManifestLint.check(Manifests.read("m.yaml", text), StepLint.catalog(StepRegistry.standard())).stream()
                .map(Finding::toString)
                .toList();
    }
}
