package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.jenkins.plugins.waybill.model.SourcePosition;

/** Finds what is wrong between the documents of a set, and in their steps and expressions, before anything runs. */
public final class ManifestLint {

    private static final Set<String> NAMED_ONCE = Set.of(
            "Project",
            "ProjectConfig",
            "ClusterConfig",
            "Warehouse",
            "Stage",
            "PromotionTask",
            "ClusterPromotionTask",
            "Target");

    private final ManifestSet set;
    private final Report report;

    private ManifestLint(ManifestSet set, Report report) {
        this.set = set;
        this.report = report;
    }

    /**
     * All findings about a set by place: those of reading it and those of the lint. What is shared with it was looked at
     * where it is kept.
     *
     * @param steps what steps there are
     */
    public static List<Finding> check(ManifestSet set, StepCatalog steps) {
        List<Finding> findings = new ArrayList<>(set.findings());
        Report report = new Report(findings::add);
        ManifestLint lint = new ManifestLint(set, report);
        lint.duplicates();
        lint.namespaces();
        for (ProjectDocuments project : lint.projects()) {
            StageGraph.check(project, report);
            ReferenceLint.check(project, report);
            StepLint.check(project, steps, report);
            AnalysisLint.check(project, report);
            MetricLint.check(project, report);
            ConfigLint.check(project.all("ProjectConfig"), project, report);
        }
        ProjectDocuments nothing = new ProjectDocuments("", List.of(), List.of());
        ConfigLint.check(set.documents("ClusterConfig"), nothing, report);
        return findings.stream().filter(set::isAbout).sorted().distinct().toList();
    }

    private List<ProjectDocuments> projects() {
        Map<String, List<ManifestDocument>> byProject = new LinkedHashMap<>();
        List<ManifestDocument> shared = new ArrayList<>(set.shared().ofEveryProject());
        for (ManifestDocument document : set.documents()) {
            String project = set.projectOf(document);
            if (project.isEmpty() || document.kind().equals("ClusterAnalysisTemplate")) {
                shared.add(document);
            } else {
                byProject.computeIfAbsent(project, name -> new ArrayList<>()).add(document);
            }
        }
        List<ProjectDocuments> projects = new ArrayList<>();
        byProject.forEach((name, documents) -> projects.add(new ProjectDocuments(name, documents, shared)));
        if (projects.isEmpty()) {
            projects.add(new ProjectDocuments("", List.of(), shared));
        }
        return projects;
    }

    private void duplicates() {
        Map<String, SourcePosition> known = new HashMap<>();
        for (ManifestDocument document : set.documents()) {
            boolean once = document.isConfigMap() || (document.isKargo() && NAMED_ONCE.contains(document.kind()));
            if (!once || document.name().isEmpty()) {
                continue;
            }
            SourcePosition earlier = known.putIfAbsent(set.projectOf(document) + "/" + document, document.position());
            if (earlier != null) {
                report.error(
                        Rule.DUPLICATE_RESOURCE,
                        document.fields().object("metadata").position("name"),
                        document.kind() + " '" + document.name() + "' is already declared "
                                + (earlier.file().equals(document.position().file())
                                        ? "in line " + earlier.line()
                                        : "at " + earlier)
                                + "; only this one counts. Remove one of them.");
            }
        }
    }

    private void namespaces() {
        Set<String> projects = new TreeSet<>();
        set.documents("Project").stream()
                .filter(ManifestDocument::isKargo)
                .forEach(project -> projects.add(project.name()));
        if (projects.isEmpty()) {
            return;
        }
        for (ManifestDocument document : set.documents()) {
            String project = set.projectOf(document);
            if (document.isKargo() && !project.isEmpty() && !projects.contains(project)) {
                Fields metadata = document.fields().object("metadata");
                report.warn(
                        Rule.UNKNOWN_PROJECT,
                        document.namespace().isEmpty() ? document.position() : metadata.position("namespace"),
                        "There is no Project '" + project + "' in this set." + Nearest.hint(project, projects));
            }
        }
    }
}
