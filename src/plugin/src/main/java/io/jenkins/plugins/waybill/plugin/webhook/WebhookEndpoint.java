package io.jenkins.plugins.waybill.plugin.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import hudson.security.csrf.CrumbExclusion;
import io.jenkins.plugins.waybill.engine.WebhookReply;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.project.SharedDefinitions;
import io.jenkins.plugins.waybill.webhook.WebhookRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code /waybill-webhook/…}: anybody may POST here; the engine takes only what has a receiver's secret address and its
 * signature.
 */
@Extension
public final class WebhookEndpoint implements UnprotectedRootAction {

    /** The first part of every receiver's address. */
    public static final String URL = "waybill-webhook";

    private static final String PATH = "/" + URL + "/";

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @CheckForNull
    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Takes a webhook. Its sender learns whether it counted, and nothing about projects they do not know already. */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json;charset=utf-8");
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "{\"error\":\"webhooks are sent with POST\"}");
            return;
        }
        byte[] body;
        try (InputStream sent = request.getInputStream()) {
            body = sent.readNBytes(WebhookRequest.MAX_BODY_BYTES + 1);
        }
        String path = request.getRestOfPath();
        try {
            WebhookReply reply = WaybillEngine.engine()
                    .webhooks()
                    .receive(path, new WebhookRequest(headers(request), query(request), body));
            if (reply.status() < HttpServletResponse.SC_MULTIPLE_CHOICES) {
                lookAtManifests(path, body);
            }
            answer(response, reply.status(), reply.body().toString());
        } catch (EngineUnavailable e) {
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "{\"error\":\"Waybill is not running\"}");
        }
    }

    private static void answer(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name, Collections.list(request.getHeaders(name))));
        return headers;
    }

    /** Only what is in the address: reading a form's parameters would swallow the body that is signed. */
    private static Map<String, List<String>> query(StaplerRequest2 request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (request.getQueryString() != null) {
            request.getParameterMap().forEach((name, values) -> query.put(name, Arrays.asList(values)));
        }
        return query;
    }

    /** What tells a project of a commit may tell of its manifests as well. */
    private static void lookAtManifests(String path, byte[] body) {
        if (WaybillEngine.engine().webhooks().addresses(SharedDefinitions.KEY).stream()
                .anyMatch(address -> address.path().equals(path))) {
            lookAtAllManifests(new String(body, StandardCharsets.UTF_8));
            return;
        }
        PromotionProject.all()
                .filter(project -> !project.isDisabled() && project.getSource() instanceof GitManifestSource)
                .filter(project -> listens(project, path))
                .forEach(project -> Definitions.get().lookLater(project));
    }

    /** One receiver hears of all repositories; only those that the webhook mentions are asked. */
    private static void lookAtAllManifests(String body) {
        if (WaybillConfiguration.get().getSharedManifests() instanceof GitManifestSource git && git.isNamedIn(body)) {
            Definitions.get().lookAtSharedLater();
        }
        PromotionProject.all()
                .filter(project -> !project.isDisabled())
                .filter(project -> project.getSource() instanceof GitManifestSource git && git.isNamedIn(body))
                .forEach(project -> Definitions.get().lookLater(project));
    }

    private static boolean listens(PromotionProject project, String path) {
        return WaybillEngine.engine().projects().all().stream()
                        .anyMatch(known -> known.name().equals(project.getKey()))
                && WaybillEngine.engine().webhooks().addresses(project.getKey()).stream()
                        .anyMatch(address -> address.path().equals(path));
    }

    /** Senders of webhooks have no crumb; their signature does what a crumb is for. */
    @Extension
    public static final class WithoutCrumb extends CrumbExclusion {
        @Override
        public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String path = request.getPathInfo();
            if (path == null || !path.startsWith(PATH)) {
                return false;
            }
            chain.doFilter(request, response);
            return true;
        }
    }
}
