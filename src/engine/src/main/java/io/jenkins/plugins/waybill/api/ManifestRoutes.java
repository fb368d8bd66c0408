package io.jenkins.plugins.waybill.api;

import java.util.List;

import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestSource;

/** What was written to define a project. */
final class ManifestRoutes {

    private ManifestRoutes() {}

    static List<Route> all() {
        return List.of(Route.versioned("/projects/{project}/manifests", ManifestRoutes::manifests));
    }

    private record Manifests(List<FileView> items) {}

    /** A file, with what was found in it. */
    record FileView(String path, String text, List<FindingView> findings) {

        static FileView of(ManifestSource.File file, ManifestSource source) {
            return new FileView(
                    file.path(),
                    file.text(),
                    source.findings().stream()
                            .filter(finding -> finding.position().file().equals(file.path()))
                            .map(FindingView::of)
                            .toList());
        }
    }

    /** Something worth saying about a place; lines and columns count from 1, and 0 means the whole file. */
    record FindingView(String severity, int line, int column, String rule, String message) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    StageView.capitalised(finding.severity().name()),
                    finding.position().line(),
                    finding.position().column(),
                    finding.rule(),
                    finding.message());
        }
    }

    private static ApiResponse manifests(Call call) {
        ManifestSource source = call.engine().projects().source(call.projectName());
        return ApiResponse.ok(new Manifests(
                source.files().stream().map(file -> FileView.of(file, source)).toList()));
    }
}
