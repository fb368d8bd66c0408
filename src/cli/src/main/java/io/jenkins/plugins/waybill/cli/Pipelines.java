package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;

/** Manifests that something is to be done with. */
final class Pipelines {

    private static final int SHOWN = 20;

    private Pipelines() {}

    /** The manifests at those paths; a {@link No} with the findings when Kubernetes or Kargo would refuse any. */
    static ManifestSet accepted(Collection<Path> paths) {
        ManifestSet manifests = Manifests.read(paths);
        List<String> errors = manifests.findings().stream()
                .filter(Finding::isError)
                .map(Finding::toString)
                .toList();
        if (!errors.isEmpty()) {
            throw new No(
                    "invalid-manifests",
                    "The manifests have " + errors.size() + (errors.size() == 1 ? " error" : " errors")
                            + "; 'waybill lint' shows warnings too.",
                    errors.subList(0, Math.min(SHOWN, errors.size())));
        }
        return manifests;
    }
}
