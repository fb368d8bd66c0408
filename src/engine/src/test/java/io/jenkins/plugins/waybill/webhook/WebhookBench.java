package io.jenkins.plugins.waybill.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.WebhookReceiver;

/** A receiver, and Warehouses that it may refresh. */
final class WebhookBench {

    static final String SECRET = "It's a Secret to Everybody";

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));
    final Webhooks webhooks = new Webhooks(now::get);
    final ProjectDefinition project;
    final WebhookReceiver receiver;

    /**
     * A project {@code shop}.
     *
     * @param receiver YAML of the receiver's type, such as {@code github: {secretRef: {name: s}}}
     * @param warehouses YAML of subscriptions by the Warehouse's name
     */
    WebhookBench(String receiver, Map<String, String> warehouses) {
        StringBuilder manifests = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ProjectConfig
                metadata: {name: shop, namespace: shop}
                spec: {webhookReceivers: [{name: r, %s}]}
                """.formatted(receiver));
        warehouses.forEach((name, subscription) -> manifests.append("""
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: %s, namespace: shop, labels: {team: %s-team}}
                spec: {subscriptions: [%s]}
                """.formatted(name, name, subscription)));
        var set = Manifests.read(Map.of("shop.yaml", manifests.toString()), "shop");
        if (set.hasErrors()) {
            throw new AssertionError(set.findings());
        }
        project = set.project("shop").orElseThrow();
        this.receiver = project.webhookReceivers().get(0);
    }

    Webhooks.Verdict send(Map<String, String> headers, String body) {
        return send(headers, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    Webhooks.Verdict send(Map<String, String> headers, Map<String, List<String>> query, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return webhooks.judge(
                "shop", receiver, Secret.of(SECRET), new WebhookRequest(all, query, body), List.of(project));
    }

    /** The Warehouses that a webhook refreshes. */
    List<String> refreshed(Map<String, String> headers, String body) {
        Webhooks.Verdict verdict = send(headers, body);
        if (verdict.status() != 200) {
            throw new AssertionError(verdict.answer().toString());
        }
        return verdict.refresh().stream().map(Webhooks.Target::warehouse).toList();
    }

    /** Hex HMAC-SHA256 of a body, as those who send make it. */
    static String signature(String body) {
        return signature(body.getBytes(StandardCharsets.UTF_8), SECRET);
    }

    static String signature(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
