package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.waybill.plugin.config.ArgoCdServer;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import java.util.List;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The button in the global configuration, against a server that answers as Argo CD does. */
@WithJenkins
class ArgoCdConnectionTest {

    private io.jenkins.plugins.waybill.fixture.ArgoCdServer server;
    private JenkinsRule jenkins;

    @BeforeEach
    void aServerAndCredentials(JenkinsRule rule) throws Exception {
        jenkins = rule;
        server = io.jenkins.plugins.waybill.fixture.ArgoCdServer.start("/argocd");
        server.account("waybill", "sesame");
        var all = SystemCredentialsProvider.getInstance().getCredentials();
        all.add(token("good", io.jenkins.plugins.waybill.fixture.ArgoCdServer.TOKEN));
        all.add(token("stale", "worth-nothing"));
        all.add(new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "login", "", "waybill", "sesame"));
        all.add(new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "mistyped", "", "waybill", "simsim"));
    }

    private static StringCredentialsImpl token(String id, String text) {
        return new StringCredentialsImpl(CredentialsScope.SYSTEM, id, "", Secret.fromString(text));
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    private FormValidation test(String url, String credential) throws InterruptedException {
        return jenkins.jenkins
                .getDescriptorByType(ArgoCdServer.DescriptorImpl.class)
                .doTestConnection("test", url, credential, "");
    }

    @Test
    void itTellsTheVersionAndTheUser() throws Exception {
        for (String credential : List.of("good", "login")) {
            FormValidation answer = test(server.url().toString(), credential);
            assertThat(answer.kind).as(answer.getMessage()).isEqualTo(FormValidation.Kind.OK);
            assertThat(answer.getMessage()).contains("Argo CD v2.13.1+af54ef8 answers");
        }
    }

    @Test
    void itTellsWhatIsWrongAndNeverASecret() throws Exception {
        String url = server.url().toString();
        assertThat(error(url, "")).contains("Choose a credential");
        assertThat(error(url, "gone")).contains("no credential 'gone'");
        assertThat(error(url, "stale")).contains("does not accept the token").doesNotContain("worth-nothing");
        assertThat(error(url, "mistyped"))
                .contains("401", "Check the token, or the user name and password")
                .doesNotContain("simsim");
        assertThat(error(url.replace("/argocd", ""), "good")).contains("404");
        assertThat(error("http://127.0.0.1:1", "good")).contains("127.0.0.1:1");
        assertThat(error("argocd.example.com", "good")).contains("https://argocd.example.com");
    }

    private String error(String url, String credential) throws InterruptedException {
        FormValidation answer = test(url, credential);
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.ERROR);
        return answer.getMessage().replace("&#039;", "'");
    }

    @Test
    void theButtonIsOnThePage() throws Exception {
        WaybillConfiguration.get()
                .setArgoCdServers(List.of(new ArgoCdServer("main", server.url().toString(), "good")));
        HtmlPage page = jenkins.createWebClient().goTo("configure");
        HtmlForm form = page.getFormByName("config");
        HtmlButton button = form.getElementsByTagName("button").stream()
                .filter(HtmlButton.class::isInstance)
                .map(HtmlButton.class::cast)
                .filter(one -> one.getTextContent().contains("Test connection"))
                .findFirst()
                .orElseThrow();
        button.click();
        page.getWebClient().waitForBackgroundJavaScript(10_000);
        assertThat(page.asNormalizedText()).contains("takes Waybill for 'waybill'");
    }
}
