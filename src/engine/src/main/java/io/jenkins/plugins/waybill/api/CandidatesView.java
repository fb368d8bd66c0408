package io.jenkins.plugins.waybill.api;

import java.util.List;

import io.jenkins.plugins.waybill.model.Artifacts;

/** What a Warehouse found, in the form in which new Freight is written: choose one of each and send it. */
record CandidatesView(
        List<WriteRoutes.CommitBody> commits,
        List<WriteRoutes.ImageBody> images,
        List<WriteRoutes.ChartBody> charts,
        List<WriteRoutes.GenericBody> artifacts) {

    static CandidatesView of(Artifacts found) {
        return new CandidatesView(
                found.commits().stream()
                        .map(commit -> new WriteRoutes.CommitBody(
                                ArtifactView.withoutPassword(commit.repoUrl()),
                                commit.id(),
                                commit.branch(),
                                commit.tag(),
                                commit.message(),
                                commit.author(),
                                commit.committer(),
                                commit.subscriptionName()))
                        .toList(),
                found.images().stream()
                        .map(image -> new WriteRoutes.ImageBody(
                                image.repoUrl(),
                                image.tag(),
                                image.digest(),
                                image.annotations(),
                                image.subscriptionName()))
                        .toList(),
                found.charts().stream()
                        .map(chart -> new WriteRoutes.ChartBody(
                                ArtifactView.withoutPassword(chart.repoUrl()),
                                chart.name(),
                                chart.version(),
                                chart.subscriptionName()))
                        .toList(),
                found.artifacts().stream()
                        .map(artifact -> new WriteRoutes.GenericBody(
                                artifact.artifactType(),
                                artifact.subscriptionName(),
                                artifact.version(),
                                artifact.metadata()))
                        .toList());
    }
}
