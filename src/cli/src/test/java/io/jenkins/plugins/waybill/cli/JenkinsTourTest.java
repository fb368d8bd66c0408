package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tutorial of {@code docs/jenkins.md} in a real Jenkins, click by click, and its pages under a strict policy.
 *
 * <p>It needs a Jenkins on this machine that holds nothing of worth, with the plugin, the Pipeline plugins and an
 * administrator, started with {@code -Dio.jenkins.plugins.waybill.plugin.engine.WaybillEngine.LOCAL_REMOTES=true}:
 *
 * <pre>mvn -pl src/cli -am test -Dtest=JenkinsTourTest -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dwaybill.jenkins=http://127.0.0.1:8080 -Dwaybill.jenkins.user=admin -Dwaybill.jenkins.password=…</pre>
 *
 * Screenshots go to {@code target/screenshots/jenkins-*.png}; those of the tutorial are copied from there.
 */
@EnabledIfSystemProperty(
        named = "waybill.jenkins",
        matches = "https?://.+",
        disabledReason = "No Jenkins is named with -Dwaybill.jenkins=http://…; the tour does not start.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JenkinsTourTest {

    private static final String JENKINS = System.getProperty("waybill.jenkins", "");
    private static final String USER = System.getProperty("waybill.jenkins.user", "admin");
    private static final String PASSWORD = System.getProperty("waybill.jenkins.password", "admin");
    private static final Path EXAMPLES = Path.of("../../examples/jenkins");

    /** The digest of {@code {}}. */
    private static final String EMPTY = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private static final String POLICY = "default-src 'self'; script-src 'self' 'report-sample';"
            + " style-src 'self' 'report-sample'; img-src 'self'; frame-ancestors 'self'";

    /** A filter that lasts until Jenkins restarts. */
    private static final String STRICT = """
            import jakarta.servlet.*
            class Strict implements Filter {
              void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
                response.setHeader('Content-Security-Policy', "%s")
                chain.doFilter(request, response)
              }
            }
            hudson.util.PluginServletFilter.addFilter(new Strict())
            """.formatted(POLICY);

    private static final String LISTEN = """
            window.violations = [];
            document.addEventListener('securitypolicyviolation', (event) =>
              window.violations.push([event.effectiveDirective, event.blockedURI, event.sample.replace(/\\s+/g, ' ')].join(' ')));
            """;

    private static final String RELEASE = """
            pipeline {
              agent none
              stages {
                stage('Register') {
                  steps { createFreight project: 'guestbook', warehouse: 'app', alias: 'v1', images: ['REGISTRY/example/guestbook:1.0.0'] }
                }
                stage('Dev') { steps { promoteFreight project: 'guestbook', stage: 'dev', freight: 'v1' } }
                stage('Staging') {
                  steps {
                    promoteFreight project: 'guestbook', stage: 'staging', freight: 'v1'
                    verifyStage(project: 'guestbook', stage: 'staging') { echo 'your tests' }
                  }
                }
                stage('Approve') {
                  steps { awaitApproval project: 'guestbook', stage: 'prod', freight: 'v1', message: 'Ship it?' }
                }
                stage('Production') { steps { promoteFreight project: 'guestbook', stage: 'prod', freight: 'v1' } }
              }
            }
            """;

    @TempDir
    static Path directory;

    private static BoardBrowser browser;
    private static HttpClient client;
    private static HttpServer registry;

    @BeforeAll
    static void enter() throws Exception {
        client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", JenkinsTourTest::oneImage);
        registry.start();
        browser = BoardBrowser.open();
        browser.size(BoardBrowser.WIDE, false);
        browser.load(JENKINS + "/login");
        browser.type("[name=j_username]", USER);
        browser.type("[name=j_password]", PASSWORD);
        browser.press("[name=Submit]");
        browser.until("body", "New Item");
    }

    @AfterAll
    static void leave() {
        if (browser != null) {
            browser.close();
        }
        if (registry != null) {
            registry.stop(0);
        }
    }

    /** A registry whose repositories have one image each, so that the Warehouses of the example see something. */
    private static void oneImage(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean manifest = path.contains("/manifests/");
            String answer = manifest
                    ? "{\"schemaVersion\": 2, \"mediaType\": \"" + MANIFEST + "\", \"config\": {\"mediaType\":"
                            + " \"application/vnd.oci.image.config.v1+json\", \"digest\": \"sha256:" + EMPTY
                            + "\", \"size\": 2}, \"layers\": []}"
                    : path.endsWith("/tags/list") ? "{\"name\": \"example\", \"tags\": [\"1.0.0\"]}" : "{}";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", manifest ? MANIFEST : "application/json");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String ask(String method, String path, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(JENKINS + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (method.equals("POST")) {
            JsonNode crumb = new ObjectMapper().readTree(ask("GET", "/crumbIssuer/api/json", "application/json", ""));
            request.header(
                    crumb.path("crumbRequestField").asText(),
                    crumb.path("crumb").asText());
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isLessThan(400);
        return answer.body();
    }

    private static String groovy(String script) throws Exception {
        return ask(
                "POST",
                "/scriptText",
                "application/x-www-form-urlencoded",
                "script=" + URLEncoder.encode(script, StandardCharsets.UTF_8));
    }

    private static void shoot(String name) throws IOException {
        browser.settle();
        browser.one("jenkins-" + name);
    }

    @Test
    @Order(1)
    void from_an_empty_jenkins_to_freight_in_production() throws Exception {
        for (String name : List.of("guestbook", "release")) {
            groovy("def item = jenkins.model.Jenkins.get().getItem('" + name + "'); item?.delete()");
        }
        groovy("io.jenkins.plugins.waybill.plugin.engine.WaybillEngine.engine().projects().purge('guestbook',"
                + " io.jenkins.plugins.waybill.model.Actor.user('tour'))");
        Path gitops = directory.resolve("gitops.git");
        String values = "app:\n  tag: 0.0.0\nworker:\n  tag: 0.0.0\n";
        DemoRepository.create(
                gitops,
                "First",
                Map.of(
                        "env/dev/values.yaml",
                        values,
                        "env/staging/values.yaml",
                        values,
                        "env/prod/values.yaml",
                        values));
        String manifests = Files.readString(EXAMPLES.resolve("project.yaml"))
                .replace("https://github.com/example/guestbook-gitops", "file://" + gitops)
                .replace("ghcr.io/example", "127.0.0.1:" + registry.getAddress().getPort() + "/example");

        browser.load(JENKINS + "/view/all/newJob");
        browser.until("#items", "Promotion project");
        browser.type("#name", "guestbook");
        browser.press("li.io_jenkins_plugins_waybill_plugin_project_PromotionProject");
        shoot("new-item");
        browser.press("#ok-button");
        browser.until("body", "Who may promote and approve");
        browser.driver()
                .executeScript(
                        "const field = document.querySelector('textarea[name=\"_.text\"]'); field.value = arguments[0];"
                                + " field.dispatchEvent(new Event('change', {bubbles: true}));",
                        manifests.replace("sources: {stages: [dev]}", "sauces: {stages: [dev]}"));
        browser.until("form[name=config]", "sauces");
        browser.driver()
                .executeScript("document.querySelector('textarea[name=\"_.text\"]').scrollIntoView({block: 'center'})");
        shoot("lint");
        browser.driver()
                .executeScript("document.querySelector('textarea[name=\"_.text\"]').value = arguments[0];", manifests);
        browser.press("[name=Submit]");
        browser.untilThereAre(3, ".card.stage");

        ask(
                "POST",
                "/createItem?name=release",
                "application/xml",
                "<flow-definition plugin='workflow-job'><definition"
                        + " class='org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition'><script>"
                        + RELEASE.replace(
                                "REGISTRY", "127.0.0.1:" + registry.getAddress().getPort())
                        + "</script><sandbox>true</sandbox></definition></flow-definition>");
        ask("POST", "/job/release/build", "application/x-www-form-urlencoded", "");
        Patience.until(
                () -> {
                    try {
                        return ask("GET", "/job/release/1/consoleText", "text/plain", "");
                    } catch (Exception | AssertionError e) {
                        return "";
                    }
                },
                log -> log.contains("answer here"));

        browser.load(JENKINS + "/waybill/");
        browser.until(".overview", "guestbook");
        browser.until("[data-project=guestbook]", "wait");
        shoot("overview");
        browser.load(JENKINS + "/job/release/1/approvals/");
        browser.until("body", "Ship it?");
        shoot("approval");
        browser.press("button[name=approved], input[name=approved]");
        browser.load(JENKINS + "/job/guestbook/");
        browser.untilCard("prod", "v1");
        browser.untilCard("prod", "Healthy");
        shoot("board");
        browser.load(JENKINS + "/job/release/1/");
        browser.until("body", "Freight");
        shoot("build");
        browser.load(JENKINS + "/job/release/1/freight/");
        browser.until("body", "/example/guestbook");
        shoot("freight");
        try (var git = org.eclipse.jgit.api.Git.open(gitops.toFile())) {
            assertThat(git.log().all().call()).hasSize(4);
        }
    }

    /** What the policy blocks on a page, whatever it is about. */
    @SuppressWarnings("unchecked")
    private static Set<String> violations(String path) {
        browser.load(JENKINS + path);
        browser.settle();
        return new TreeSet<>((List<String>) browser.driver().executeScript("return window.violations"));
    }

    @Test
    @Order(2)
    void nothing_of_ours_breaks_a_strict_policy() throws Exception {
        groovy("def jenkins = jenkins.model.Jenkins.get()\n"
                + "if (jenkins.getView('boards') == null) jenkins.addView(new"
                + " io.jenkins.plugins.waybill.plugin.board.PromotionBoardView('boards'))\n"
                + "if (jenkins.getView('plain') == null) jenkins.addView(new hudson.model.ListView('plain'))\n"
                + "if (jenkins.getItem('plain') == null) jenkins.createProject(hudson.model.FreeStyleProject,"
                + " 'plain').scheduleBuild2(0).get()");
        groovy(STRICT);
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTEN));
        // What Jenkins itself does on pages like ours; the newest lines of Jenkins have mended most of it.
        Set<String> jenkins = new TreeSet<>();
        for (String page : List.of(
                "/job/plain/",
                "/job/plain/configure",
                "/job/plain/1/",
                "/view/plain/",
                "/view/plain/configure",
                "/newView",
                "/manage/configureSecurity/")) {
            jenkins.addAll(violations(page));
        }
        for (String page : List.of(
                "/job/guestbook/",
                "/job/guestbook/#/stages/prod",
                "/job/guestbook/#/freight",
                "/job/guestbook/#/promotions",
                "/job/guestbook/#/insight",
                "/job/guestbook/#/audit",
                "/job/guestbook/manifests",
                "/job/guestbook/configure",
                "/job/guestbook/remove",
                "/waybill/",
                "/view/boards/",
                "/view/boards/configure",
                "/job/release/1/",
                "/job/release/1/freight/",
                "/job/release/1/approvals/")) {
            Set<String> ours = violations(page);
            ours.removeAll(jenkins);
            assertThat(ours).as(page).isEmpty();
        }
        browser.load(JENKINS + "/job/guestbook/");
        browser.untilThereAre(3, ".card.stage");
        browser.choose("dev", "Promote…");
        browser.until("dialog", "v1");
        assertThat(browser.driver().findElements(By.cssSelector("dialog[open]")))
                .as("the board works under the policy")
                .hasSize(1);
    }
}
