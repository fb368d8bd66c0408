package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.fingerprints.ItemCredentialsFingerprintFacet;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Fingerprint;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.util.Secret;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials.Kind;
import io.jenkins.plugins.waybill.plugin.engine.JenkinsCredentials;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.project.RepositoryAccess;
import io.jenkins.plugins.waybill.store.LogLine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which of Jenkins' credentials a project gets, and that nobody reads them. */
@WithJenkins
class CredentialsTest {

    private static final String REPOSITORY = "https://git.example.com/team/gitops.git";

    private final JenkinsCredentials credentials = new JenkinsCredentials();
    private JenkinsRule jenkins;
    private Folder team;
    private PromotionProject project;

    @BeforeEach
    void aProjectInAFolder(JenkinsRule rule) throws Exception {
        jenkins = rule;
        team = jenkins.createProject(Folder.class, "team");
        project = team.createProject(PromotionProject.class, "shop");
    }

    @Test
    void aSecretIsFoundInTheProjectsFoldersAndNowhereElse() throws Exception {
        Folder other = jenkins.createProject(Folder.class, "other");
        store(other).addCredentials(Domain.global(), text(CredentialsScope.GLOBAL, "of-others"));
        store(team).addCredentials(Domain.global(), text(CredentialsScope.GLOBAL, "of-the-team"));
        store(jenkins.jenkins).addCredentials(Domain.global(), text(CredentialsScope.GLOBAL, "of-all"));
        store(jenkins.jenkins).addCredentials(Domain.global(), text(CredentialsScope.SYSTEM, "of-jenkins"));
        PromotionProject top = jenkins.createProject(PromotionProject.class, "top");

        assertThat(secret(project, "of-the-team")).contains("value of of-the-team");
        assertThat(secret(project, "of-all")).contains("value of of-all");
        assertThat(secret(project, "of-others")).isEmpty();
        assertThat(secret(project, "of-jenkins")).isEmpty();
        assertThat(secret(top, "of-jenkins")).isEmpty();
        assertThat(secret(top, "of-the-team")).isEmpty();
        assertThat(credentials.sharedSecret("of-all")).isPresent();
        assertThat(credentials.sharedSecret("of-jenkins")).isEmpty();
        assertThat(credentials.sharedSecret("of-the-team")).isEmpty();
    }

    @Test
    void anAddressGetsWhatItsDomainHasNearestFolderFirst() throws Exception {
        CredentialsStore root = store(jenkins.jenkins);
        root.addCredentials(Domain.global(), login(CredentialsScope.GLOBAL, "anywhere"));
        assertThat(user()).isEmpty();
        root.addDomain(gitHost(), login(CredentialsScope.SYSTEM, "of-jenkins-itself"));
        assertThat(user()).isEmpty();
        root.addCredentials(gitHost(), login(CredentialsScope.GLOBAL, "of-all"));
        assertThat(user()).contains("of-all");
        store(team).addDomain(gitHost(), login(CredentialsScope.GLOBAL, "of-the-team"));
        assertThat(user()).contains("of-the-team");
        project.setRepositories(List.of(new RepositoryAccess("https://git.example.com/team", "anywhere")));
        assertThat(user()).contains("anywhere");
        assertThat(credentials.repository(project.getKey(), Kind.GIT, "https://git.example.org/team/gitops.git"))
                .isEmpty();
    }

    @Test
    void useShowsOnTheCredentialsPage() throws Exception {
        StandardUsernamePasswordCredentials login = login(CredentialsScope.GLOBAL, "deployer");
        StringCredentialsImpl token = text(CredentialsScope.GLOBAL, "token");
        store(team).addDomain(gitHost(), login);
        store(team).addCredentials(Domain.global(), token);
        assertThat(usersOf(login)).isEmpty();

        assertThat(user()).isPresent();
        assertThat(secret(project, "token")).isPresent();

        assertThat(usersOf(login)).containsExactly("team/shop");
        assertThat(usersOf(token)).containsExactly("team/shop");
    }

    @Test
    void aPasswordThatChangesIsAskedForAtEachUse() throws Exception {
        store(team).addDomain(gitHost(), new InstallationToken());
        String first = password();
        assertThat(password()).startsWith("token-").isNotEqualTo(first);
    }

    @Test
    void secretsAreMaskedInTheLogsOfBuildsAndSteps() throws Exception {
        store(jenkins.jenkins).addCredentials(Domain.global(), text(CredentialsScope.GLOBAL, "token"));
        PromotionProject shop = Pipelines.project(
                jenkins,
                "shop",
                Pipelines.stages(
                        """
                {uses: http, config: {url: "http://127.0.0.1:1/?key=${{ secret('token').secret }}"}}, {uses: fail, config: {message: "no luck with ${{ secret('token').secret }}"}}\
                """
                                .replace("{uses: http", "{uses: http, continueOnError: true")));
        assertThat(shop.getDefinitionStatus().problem()).isEmpty();
        Pipelines.freight(shop, "v1");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                """
                echo "plan: ${promoteFreight(project: 'shop', stage: 'dev', freight: 'app-v1', plan: true)}"
                promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'
                """,
                true));

        WorkflowRun run = jenkins.buildAndAssertStatus(hudson.model.Result.FAILURE, job);

        jenkins.assertLogContains("no luck with ****", run);
        jenkins.assertLogNotContains("value of token", run);
        String promotion = WaybillEngine.engine()
                .state(shop.getKey())
                .promotions("dev")
                .get(0)
                .name();
        assertThat(WaybillEngine.engine()
                        .promotions()
                        .get(shop.getKey(), promotion)
                        .toString())
                .contains("no luck with ****")
                .doesNotContain("value of token");
        assertThat(WaybillEngine.engine().promotions().log(shop.getKey(), promotion))
                .extracting(LogLine::text)
                .noneMatch(line -> line.contains("value of token"));
    }

    private Optional<String> secret(PromotionProject asking, String id) {
        return credentials.secret(asking.getKey(), id).map(fields -> fields.get("secret")
                .reveal());
    }

    private Optional<String> user() {
        return credentials
                .repository(project.getKey(), Kind.GIT, REPOSITORY)
                .map(found -> ((Credential.UsernamePassword) found).username());
    }

    private String password() {
        return credentials
                .repository(project.getKey(), Kind.GIT, REPOSITORY)
                .map(found -> ((Credential.UsernamePassword) found).password().reveal())
                .orElseThrow();
    }

    private static List<String> usersOf(com.cloudbees.plugins.credentials.Credentials credential) throws Exception {
        Fingerprint fingerprint = CredentialsProvider.getFingerprintOf(credential);
        return fingerprint == null
                ? List.of()
                : fingerprint.getFacets().stream()
                        .map(ItemCredentialsFingerprintFacet.class::cast)
                        .map(ItemCredentialsFingerprintFacet::getItemFullName)
                        .toList();
    }

    private static CredentialsStore store(ItemGroup<?> owner) {
        return StreamSupport.stream(
                        CredentialsProvider.lookupStores((ModelObject) owner).spliterator(), false)
                .filter(store -> store.getContext() == owner)
                .findFirst()
                .orElseThrow();
    }

    private static Domain gitHost() {
        return new Domain("git", "", List.of(new HostnameSpecification("git.example.com", "")));
    }

    private static StringCredentialsImpl text(CredentialsScope scope, String id) {
        return new StringCredentialsImpl(scope, id, "", Secret.fromString("value of " + id));
    }

    private static StandardUsernamePasswordCredentials login(CredentialsScope scope, String id) throws Exception {
        return new UsernamePasswordCredentialsImpl(scope, id, "", id, "a password of many letters");
    }

    /** Like a GitHub App or a cloud's registry: the password is a token that is made when asked for. */
    private static final class InstallationToken extends BaseStandardCredentials
            implements StandardUsernamePasswordCredentials {

        private static final long serialVersionUID = 1;
        private static final AtomicInteger MADE = new AtomicInteger();

        InstallationToken() {
            super(CredentialsScope.GLOBAL, "app", "");
        }

        @Override
        public String getUsername() {
            return "x-access-token";
        }

        @Override
        public Secret getPassword() {
            return Secret.fromString("token-" + MADE.incrementAndGet());
        }
    }
}
