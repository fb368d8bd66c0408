package io.jenkins.plugins.waybill.webhook;

import java.util.List;

/** Understands one vendor's webhooks. */
interface Receiver {

    /**
     * What a webhook tells.
     *
     * @throws Rejection when it is not genuine, or not one that this vendor sends
     */
    List<WebhookEvent> read(WebhookRequest request, Shared secret) throws Rejection;
}
