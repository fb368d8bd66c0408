package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.NamePattern;

/** Looks for automatic rollbacks that nothing can set off. */
final class RollbackLint {

    private final ProjectDocuments project;
    private final Report report;
    /** Stage to the policy that decides about it. */
    private final Map<String, Fields> deciding = new LinkedHashMap<>();

    private RollbackLint(ProjectDocuments project, Report report) {
        this.project = project;
        this.report = report;
    }

    static void check(ProjectDocuments project, Report report) {
        RollbackLint lint = new RollbackLint(project, report);
        project.all("ProjectConfig")
                .forEach(config -> config.spec().objects("promotionPolicies").forEach(lint::policy));
    }

    private void policy(Fields policy) {
        List<ManifestDocument> overruled = new ArrayList<>();
        List<ManifestDocument> decided = new ArrayList<>();
        for (ManifestDocument stage : project.all("Stage")) {
            if (!ProjectDocuments.steps(stage).isEmpty() && selects(policy, stage)) {
                boolean first = deciding.putIfAbsent(stage.name(), policy) == null;
                (first ? decided : overruled).add(stage);
            }
        }
        if (!policy.has("autoRollback")) {
            return;
        }
        if (decided.isEmpty() && !overruled.isEmpty()) {
            String stage = overruled.get(0).name();
            report.warn(
                    Rule.ROLLBACK_NEVER,
                    policy.keyPosition("autoRollback"),
                    "'autoRollback' has no effect: the policy at line "
                            + line(deciding.getOrDefault(stage, policy)) + " comes first and decides about Stage '"
                            + stage
                            + "'. Put it there.");
        } else if (!decided.isEmpty()
                && policy.object("autoRollback").items("onPromotion").isEmpty()
                && decided.stream().noneMatch(stage -> stage.spec().has("verification"))) {
            report.warn(
                    Rule.ROLLBACK_NEVER,
                    policy.keyPosition("autoRollback"),
                    "'autoRollback' waits for a verification that fails, but Stage '"
                            + decided.get(0).name()
                            + "' has none. Give it a 'verification', unless results are reported from outside, or name"
                            + " what is to count under 'onPromotion'.");
        }
    }

    private static int line(Fields policy) {
        return policy.position().line();
    }

    private static boolean selects(Fields policy, ManifestDocument stage) {
        Fields selector = policy.object("stageSelector");
        String name = policy.has("stage") ? policy.text("stage") : selector.text("name");
        try {
            return (name.isEmpty() || NamePattern.parse(name).matches(stage.name()))
                    && ProjectReader.selector(selector)
                            .matches(stage.fields().object("metadata").textMap("labels"));
        } catch (IllegalArgumentException e) {
            // Said when the document was read.
            return false;
        }
    }
}
