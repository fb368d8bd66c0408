package io.jenkins.plugins.waybill.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.webhook.Webhooks;

/**
 * What to answer to the sender of a webhook.
 *
 * @param status the HTTP status
 * @param body JSON: {@code msg}, {@code error}, or {@code results} of a generic receiver's actions
 */
public record WebhookReply(int status, ObjectNode body) {

    static WebhookReply of(Webhooks.Verdict verdict) {
        return new WebhookReply(verdict.status(), verdict.answer());
    }
}
