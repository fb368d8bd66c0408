package io.jenkins.plugins.waybill.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every step of Kargo's is a step here. */
class KargoStepsTest {

    /** The 35 of its open-source registry, in v1.11. */
    private static final List<String> KARGO = List.of(
            "argocd-update",
            "argocd-wait",
            "compose-output",
            "copy",
            "delete",
            "fail",
            "file-write",
            "git-clear",
            "git-clone",
            "git-commit",
            "git-merge-pr",
            "git-open-pr",
            "git-push",
            "git-tag",
            "git-wait-for-pr",
            "github-push",
            "helm-template",
            "helm-update-chart",
            "http",
            "http-download",
            "json-parse",
            "json-update",
            "kustomize-build",
            "kustomize-set-image",
            "oci-download",
            "oci-push",
            "set-freight-alias",
            "set-metadata",
            "tar",
            "toml-parse",
            "toml-update",
            "untar",
            "yaml-merge",
            "yaml-parse",
            "yaml-update");

    @Test
    void everyStepOfKargoRuns() {
        assertThat(StepRegistry.standard().all())
                .extracting(PromotionStep::name)
                .containsAll(KARGO);
    }

    @Test
    void theListIsKargosOwn() throws Exception {
        Path references = references();
        Assumptions.assumeTrue(
                references != null, "The reference schemas are not beside the project (../shared/reference)");
        try (Stream<Path> files = Files.list(references)) {
            List<String> named = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("-config.json"))
                    .map(name -> name.replace("-config.json", ""))
                    .toList();
            assertThat(KARGO).hasSize(35).containsAll(named);
            assertThat(Set.copyOf(named)).hasSize(35);
        }
    }

    private static Path references() {
        for (Path at = Path.of("").toAbsolutePath(); at != null && at.getParent() != null; at = at.getParent()) {
            Path folder = at.resolveSibling("shared").resolve("reference/kargo-step-schemas");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return null;
    }
}
