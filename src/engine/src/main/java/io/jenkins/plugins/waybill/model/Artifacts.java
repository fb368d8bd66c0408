package io.jenkins.plugins.waybill.model;

import java.util.List;

/**
 * Everything that one piece of Freight pins.
 *
 * @param commits Git commits
 * @param images container images
 * @param charts Helm charts
 * @param artifacts artifacts of other kinds
 */
public record Artifacts(
        List<GitCommit> commits, List<Image> images, List<Chart> charts, List<GenericArtifact> artifacts) {

    /** Nothing pinned. */
    public static final Artifacts NONE = new Artifacts(List.of(), List.of(), List.of(), List.of());

    public Artifacts {
        commits = List.copyOf(commits);
        images = List.copyOf(images);
        charts = List.copyOf(charts);
        artifacts = List.copyOf(artifacts);
    }

    /** Only Git commits. */
    public static Artifacts ofCommits(List<GitCommit> commits) {
        return new Artifacts(commits, List.of(), List.of(), List.of());
    }

    /** True when nothing is pinned; such Freight may not exist. */
    public boolean isEmpty() {
        return commits.isEmpty() && images.isEmpty() && charts.isEmpty() && artifacts.isEmpty();
    }
}
