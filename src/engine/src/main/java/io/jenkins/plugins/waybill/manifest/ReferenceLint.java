package io.jenkins.plugins.waybill.manifest;

import java.util.HashSet;
import java.util.Set;

import io.jenkins.plugins.waybill.model.NamePattern;

/** Looks for the objects that others name. */
final class ReferenceLint {

    private final ProjectDocuments project;
    private final Report report;

    private ReferenceLint(ProjectDocuments project, Report report) {
        this.project = project;
        this.report = report;
    }

    static void check(ProjectDocuments project, Report report) {
        ReferenceLint lint = new ReferenceLint(project, report);
        Set<String> requested = new HashSet<>();
        for (ManifestDocument stage : project.all("Stage")) {
            for (Fields request : stage.spec().objects("requestedFreight")) {
                requested.add(request.object("origin").text("name"));
                lint.origin(request.object("origin"));
            }
            lint.verification(stage);
        }
        project.all("Freight").forEach(freight -> lint.origin(freight.fields().object("origin")));
        lint.unusedWarehouses(requested);
        project.all("ProjectConfig")
                .forEach(config -> config.spec().objects("promotionPolicies").forEach(lint::policy));
        RollbackLint.check(project, report);
    }

    private void origin(Fields origin) {
        String name = origin.text("name");
        if (!name.isEmpty() && project.find("Warehouse", name) == null) {
            report.error(
                    Rule.UNKNOWN_WAREHOUSE,
                    origin.position("name"),
                    "There is no Warehouse '" + name + "'." + Nearest.hint(name, project.names("Warehouse")));
        }
    }

    private void unusedWarehouses(Set<String> requested) {
        if (project.all("Stage").isEmpty()) {
            return;
        }
        for (ManifestDocument warehouse : project.all("Warehouse")) {
            if (!warehouse.name().isEmpty() && !requested.contains(warehouse.name())) {
                report.warn(
                        Rule.UNUSED_WAREHOUSE,
                        warehouse.fields().object("metadata").position("name"),
                        "No Stage requests Freight of Warehouse '" + warehouse.name() + "'.");
            }
        }
    }

    private void verification(ManifestDocument stage) {
        Fields spec = stage.spec();
        if (spec.has("verification") && ProjectDocuments.steps(stage).isEmpty()) {
            report.warn(
                    Rule.IGNORED_FIELD,
                    spec.keyPosition("verification"),
                    "'verification' has no effect in a Stage without steps: Freight only passes through it.");
        }
        for (Fields template : spec.object("verification").objects("analysisTemplates")) {
            String kind = template.text("kind", "AnalysisTemplate");
            String name = template.text("name");
            if (!name.isEmpty() && project.find(kind, name) == null) {
                report.warn(
                        Rule.UNKNOWN_ANALYSIS_TEMPLATE,
                        template.position("name"),
                        "There is no " + kind + " '" + name + "' in this set."
                                + Nearest.hint(name, project.names(kind)));
            }
        }
    }

    private void policy(Fields policy) {
        Fields owner = policy.has("stage") ? policy : policy.object("stageSelector");
        String field = policy.has("stage") ? "stage" : "name";
        String text = owner.text(field);
        if (text.isEmpty()) {
            return;
        }
        NamePattern pattern;
        try {
            pattern = NamePattern.parse(text);
        } catch (IllegalArgumentException e) {
            // Said when the document was read.
            return;
        }
        if (project.names("Stage").stream().noneMatch(pattern::matches)) {
            report.warn(
                    Rule.POLICY_WITHOUT_STAGE,
                    owner.position(field),
                    "No Stage is called '" + text + "', so this policy decides nothing."
                            + Nearest.hint(text, project.names("Stage")));
        }
    }
}
