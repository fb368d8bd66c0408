package io.jenkins.plugins.waybill.manifest;

import java.util.List;

/** Looks at the expressions of ProjectConfig and ClusterConfig: in webhook receivers and links. */
final class ConfigLint {

    private final ExpressionLint expressions;

    private ConfigLint(ProjectDocuments project, Report report) {
        this.expressions = new ExpressionLint(project, report);
    }

    static void check(List<ManifestDocument> configs, ProjectDocuments project, Report report) {
        ConfigLint lint = new ConfigLint(project, report);
        configs.forEach(lint::config);
    }

    private void config(ManifestDocument config) {
        Fields spec = config.spec();
        spec.objects("freightLinks")
                .forEach(link -> expressions.bareCondition(link.value("if"), ExpressionNames.FREIGHT_LINK));
        spec.objects("stageLinks")
                .forEach(link -> expressions.bareCondition(link.value("if"), ExpressionNames.STAGE_LINK));
        for (Fields receiver : spec.objects("webhookReceivers")) {
            for (Fields action : receiver.object("generic").objects("actions")) {
                expressions.bareCondition(action.value("whenExpression"), ExpressionNames.WEBHOOK);
                expressions.templates(action.value("targetSelectionCriteria"), ExpressionNames.WEBHOOK_TEMPLATE);
            }
        }
    }
}
