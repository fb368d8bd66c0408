package io.jenkins.plugins.waybill.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.NamePattern;
import io.jenkins.plugins.waybill.model.WindowSchedule;

/** What Kargo's admission demands of one ProjectConfig or piece of Freight. */
final class ProjectRules {

    private ProjectRules() {}

    static void config(ManifestDocument document, Report report) {
        if (!document.namespace().isEmpty() && !document.namespace().equals(document.name())) {
            report.refuse(
                    Rule.PROJECT_CONFIG_NAME,
                    document.fields().object("metadata").position("name"),
                    "A ProjectConfig has the name of its project: '" + document.namespace() + "', not '"
                            + document.name() + "'.");
        }
        Map<String, Fields> byStage = new HashMap<>();
        for (Fields policy : document.spec().objects("promotionPolicies")) {
            policy(policy, byStage, report);
        }
        uniqueNames(document.spec().objects("webhookReceivers"), "webhook receiver", report);
        uniqueNames(document.spec().objects("promotionWindows"), "promotion window", report);
        windows(document, report);
        for (String field : List.of("freightLinks", "stageLinks")) {
            if (!document.spec().items(field).isEmpty()) {
                report.warn(
                        Rule.NOT_RUN,
                        document.spec().keyPosition(field),
                        "'" + field + "' are checked, but have no effect here.");
            }
        }
    }

    /** What Kargo's admission demands of the ClusterConfig. */
    static void cluster(ManifestDocument document, Report report) {
        if (!document.name().isEmpty() && !document.name().equals("cluster")) {
            report.refuse(
                    Rule.PROJECT_CONFIG_NAME,
                    document.fields().object("metadata").position("name"),
                    "There is one ClusterConfig, and its name is 'cluster', not '" + document.name() + "'.");
        }
        uniqueNames(document.spec().objects("webhookReceivers"), "webhook receiver", report);
        uniqueNames(document.spec().objects("promotionWindows"), "promotion window", report);
        windows(document, report);
        for (String field : List.of("freightLinks", "stageLinks")) {
            if (document.spec().has(field)) {
                report.warn(
                        Rule.NOT_RUN,
                        document.spec().keyPosition(field),
                        "'" + field + "' are checked, but have no effect here.");
            }
        }
    }

    private static void windows(ManifestDocument document, Report report) {
        boolean ofCluster = document.kind().equals("ClusterConfig");
        for (Fields window : document.spec().objects("promotionWindows")) {
            pattern(window.object("stageSelector"), "Stage", report);
            pattern(window.object("projectSelector"), "project", report);
            if (!ofCluster && window.has("projectSelector")) {
                report.refuse(
                        Rule.INVALID_WINDOW,
                        window.keyPosition("projectSelector"),
                        "A window of a ProjectConfig is about its own project; 'projectSelector' belongs into a"
                                + " ClusterConfig.");
            }
            try {
                WindowSchedule.parse(window.text("dtstart"), window.text("dtend"), window.text("rrule"));
            } catch (IllegalArgumentException e) {
                report.refuse(
                        Rule.INVALID_WINDOW,
                        window.position(),
                        "Promotion window '" + window.text("name") + "' is never in force: " + e.getMessage());
            }
        }
    }

    private static void pattern(Fields selector, String what, Report report) {
        try {
            NamePattern.parse(selector.text("name"));
        } catch (IllegalArgumentException e) {
            report.refuse(
                    Rule.INVALID_PATTERN,
                    selector.position("name"),
                    "This selects no " + what + ": " + e.getMessage() + ".");
        }
    }

    private static void policy(Fields policy, Map<String, Fields> byStage, Report report) {
        Fields owner = policy.has("stage") ? policy : policy.object("stageSelector");
        String field = policy.has("stage") ? "stage" : "name";
        String stage = owner.text(field);
        if (stage.isEmpty()) {
            return;
        }
        try {
            NamePattern.parse(stage);
        } catch (IllegalArgumentException e) {
            report.refuse(
                    Rule.INVALID_PATTERN, owner.position(field), "This selects no Stage: " + e.getMessage() + ".");
            return;
        }
        Fields earlier = stage.contains(":") ? null : byStage.putIfAbsent(stage, owner);
        if (earlier != null) {
            report.refuse(
                    Rule.DUPLICATE_POLICY,
                    owner.position(field),
                    "Stage '" + stage + "' already has a policy at line "
                            + earlier.position().line() + ", which decides.");
        }
    }

    private static void uniqueNames(List<Fields> entries, String what, Report report) {
        Map<String, Fields> byName = new HashMap<>();
        for (Fields entry : entries) {
            String name = entry.text("name");
            Fields earlier = byName.putIfAbsent(name, entry);
            if (earlier != null && !name.isEmpty()) {
                report.refuse(
                        Rule.DUPLICATE_NAME,
                        entry.position("name"),
                        "The " + what + " at line " + earlier.position("name").line() + " is already called '" + name
                                + "'.");
            }
        }
    }

    static void freight(ManifestDocument document, Report report) {
        Fields fields = document.fields();
        boolean empty = List.of("commits", "images", "charts", "artifacts").stream()
                .allMatch(list -> fields.items(list).isEmpty());
        if (empty) {
            report.refuse(
                    Rule.EMPTY_FREIGHT,
                    document.position(),
                    "Freight pins at least one commit, image, chart or other artifact; this pins nothing.");
        }
    }
}
