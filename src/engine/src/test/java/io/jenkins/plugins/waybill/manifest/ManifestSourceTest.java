package io.jenkins.plugins.waybill.manifest;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestSourceTest {

    private static final String TWO_PROJECTS = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              subscriptions:
              - git: {repoURL: "https://ada:hunter2@git.example.com/shop/app.git"}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: repo, namespace: shop}
            stringData:
              password: hunter2
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: other, namespace: bank}
            spec:
              subscriptions:
              - git: {repoURL: https://git.example.com/bank/vault.git}
            """;

    private static ManifestSource.File file(String project, String text) {
        ManifestSet set = Manifests.read(Map.of("all.yaml", text), "shop");
        return ManifestSource.of(set, project, set.findings()).files().get(0);
    }

    @Test
    void secrets_and_passwords_are_withheld_and_lines_keep_their_numbers() {
        String shown = file("shop", TWO_PROJECTS).text();

        assertThat(shown).doesNotContain("hunter2").contains("https://git.example.com/shop/app.git", "A Secret stands");
        assertThat(shown.lines().toList().get(1)).isEqualTo("kind: Warehouse");
        assertThat(shown.split("\n", -1)).hasSameSizeAs(TWO_PROJECTS.split("\n", -1));
    }

    @Test
    void another_project_in_the_same_file_is_withheld() {
        assertThat(file("shop", TWO_PROJECTS).text()).doesNotContain("vault");
        assertThat(file("bank", TWO_PROJECTS).text()).contains("vault").doesNotContain("shop/app");
        assertThat(file("bank", TWO_PROJECTS).text().split("\n", -1)).hasSameSizeAs(TWO_PROJECTS.split("\n", -1));
    }

    @Test
    void a_secret_that_is_written_as_json_or_in_a_list_is_withheld() {
        for (String secret : List.of(
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"stringData\": {\"p\": \"hunter2\"}}\n",
                "apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  stringData: {p: hunter2}\n",
                "kind: 'Secret'\nstringData: {p: hunter2\n")) {
            assertThat(ManifestSource.shown(secret)).doesNotContain("hunter2");
        }
    }
}
