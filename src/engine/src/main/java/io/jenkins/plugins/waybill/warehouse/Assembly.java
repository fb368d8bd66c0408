package io.jenkins.plugins.waybill.warehouse;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;

/** Puts artifacts together. */
final class Assembly {

    private Assembly() {}

    /** All artifacts of all parts, in order. */
    static Artifacts union(List<Artifacts> parts) {
        List<GitCommit> commits = new ArrayList<>();
        List<Image> images = new ArrayList<>();
        List<Chart> charts = new ArrayList<>();
        List<GenericArtifact> others = new ArrayList<>();
        for (Artifacts part : parts) {
            commits.addAll(part.commits());
            images.addAll(part.images());
            charts.addAll(part.charts());
            others.addAll(part.artifacts());
        }
        return new Artifacts(commits, images, charts, others);
    }
}
