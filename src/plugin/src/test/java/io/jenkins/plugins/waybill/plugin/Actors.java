package io.jenkins.plugins.waybill.plugin;

import hudson.model.Item;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.io.IOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** People with different rights, each with a browser. */
enum Actors {
    /** Nobody in particular; may not even see Jenkins. */
    ANONYMOUS,
    /** Sees Jenkins but no project. */
    VISITOR,
    /** Sees projects. */
    READER,
    /** Sees and approves. */
    APPROVER,
    /** Sees and promotes. */
    PROMOTER,
    /** Everything. */
    ADMIN;

    /** What a request is made of. */
    record Ask(HttpMethod method, String path, String body, Map<String, String> fields, boolean crumb) {

        static Ask get(String path) {
            return new Ask(HttpMethod.GET, path, "", Map.of(), false);
        }

        static Ask post(String path, Map<String, String> fields) {
            return new Ask(HttpMethod.POST, path, "", fields, true);
        }

        static Ask json(String path, String body) {
            return new Ask(HttpMethod.POST, path, body, Map.of(), true);
        }

        Ask withoutCrumb() {
            return new Ask(method, path, body, fields, false);
        }

        Ask asGet() {
            return new Ask(HttpMethod.GET, path, "", Map.of(), false);
        }
    }

    /** Lets each do what it may; with a browser for each. */
    static Map<Actors, JenkinsRule.WebClient> enter(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("visitor")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, WaybillPermissions.APPROVE)
                .everywhere()
                .to("approver")
                .grant(Jenkins.READ, Item.READ, WaybillPermissions.PROMOTE)
                .everywhere()
                .to("promoter")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        Map<Actors, JenkinsRule.WebClient> browsers = new LinkedHashMap<>();
        for (Actors actor : values()) {
            JenkinsRule.WebClient browser = jenkins.createWebClient()
                    .withThrowExceptionOnFailingStatusCode(false)
                    .withJavaScriptEnabled(false);
            browsers.put(actor, actor == ANONYMOUS ? browser : browser.login(actor.user()));
            browser.getOptions().setRedirectEnabled(false);
        }
        return browsers;
    }

    /** The user's id. */
    String user() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Asks, without following redirects. */
    static WebResponse ask(JenkinsRule jenkins, JenkinsRule.WebClient browser, Ask ask) throws IOException {
        URL url = ask.crumb() ? browser.createCrumbedUrl(ask.path()) : new URL(jenkins.getURL(), ask.path());
        WebRequest request = new WebRequest(url, ask.method());
        if (!ask.body().isEmpty()) {
            request.setAdditionalHeader("Content-Type", "application/json");
            request.setRequestBody(ask.body());
        } else if (!ask.fields().isEmpty()) {
            request.setRequestParameters(ask.fields().entrySet().stream()
                    .map(field -> new NameValuePair(field.getKey(), field.getValue()))
                    .toList());
        }
        return browser.loadWebResponse(request);
    }

    /** Those from the given one on who may as much as see the project. */
    static List<Actors> whoSee() {
        return List.of(READER, APPROVER, PROMOTER, ADMIN);
    }
}
