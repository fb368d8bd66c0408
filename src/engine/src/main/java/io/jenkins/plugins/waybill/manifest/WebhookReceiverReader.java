package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.model.LabelSelector;
import io.jenkins.plugins.waybill.model.WebhookReceiver;

/** Reads the receivers of webhooks out of a ProjectConfig or ClusterConfig. */
final class WebhookReceiverReader {

    private WebhookReceiverReader() {}

    static List<WebhookReceiver> read(ManifestDocument config) {
        List<WebhookReceiver> receivers = new ArrayList<>();
        for (Fields receiver : config.spec().objects("webhookReceivers")) {
            for (WebhookReceiver.Type type : WebhookReceiver.Type.values()) {
                if (receiver.has(type.id())) {
                    Fields details = receiver.object(type.id());
                    receivers.add(new WebhookReceiver(
                            receiver.text("name"),
                            type,
                            details.object("secretRef").text("name"),
                            details.text("virtualRepoName"),
                            details.objects("actions", WebhookReceiverReader::action),
                            receiver.position()));
                }
            }
        }
        return receivers;
    }

    private static WebhookReceiver.Action action(Fields action) {
        return new WebhookReceiver.Action(
                action.text("whenExpression"),
                action.textMap("parameters"),
                action.objects("targetSelectionCriteria", WebhookReceiverReader::target));
    }

    private static WebhookReceiver.Target target(Fields target) {
        Fields labels = target.object("labelSelector");
        return new WebhookReceiver.Target(
                target.text("name"),
                new LabelSelector(
                        labels.textMap("matchLabels"),
                        labels.objects(
                                "matchExpressions",
                                rule -> new LabelSelector.Requirement(
                                        rule.text("key"), rule.text("operator"), rule.texts("values")))),
                target.object("indexSelector")
                        .objects(
                                "matchIndices",
                                index -> new WebhookReceiver.Index(
                                        index.text("key"),
                                        index.text("operator").equals("Equals"),
                                        index.text("value"))));
    }
}
