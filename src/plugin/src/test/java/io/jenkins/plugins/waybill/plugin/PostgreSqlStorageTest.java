package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.fixture.PostgresServer;
import io.jenkins.plugins.waybill.plugin.config.PostgreSqlStorage;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.health.EngineMonitor;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The state in a real PostgreSQL; skipped where none is installed. */
class PostgreSqlStorageTest {

    private static final String LOGIN = "database";

    @Test
    void theStateIsInTheDatabaseAfterARestart() throws Throwable {
        PostgresServer server = PostgresServer.shared();
        String url = server.url(server.createDatabase());
        JenkinsSessionRule sessions = new JenkinsSessionRule();
        Statement lives = new Statement() {
            @Override
            public void evaluate() throws Throwable {
                sessions.then(jenkins -> {
                    login(PostgresServer.PASSWORD);
                    WaybillConfiguration.get().setPostgreSql(new PostgreSqlStorage(url, LOGIN));
                    jenkins.configRoundtrip();
                    assertThat(WaybillConfiguration.get().getPostgreSql().getUrl())
                            .isEqualTo(url);
                    assertThat(WaybillConfiguration.get().getPostgreSql().getCredentialsId())
                            .isEqualTo(LOGIN);
                });
                sessions.then(jenkins -> {
                    assertThat(ExtensionList.lookupSingleton(EngineMonitor.class)
                                    .getFailure())
                            .contains("waybill.db");
                    Path home = jenkins.jenkins.getRootDir().toPath().resolve("waybill");
                    Files.move(home.resolve("waybill.db"), home.resolve("before.db"));
                    WaybillEngine.get().retry();
                    PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
                    Pipelines.freight(project, "v1");
                    assertThat(count(server, url)).isEqualTo(1);
                    assertThat(ExtensionList.lookupSingleton(EngineMonitor.class)
                                    .isActivated())
                            .isFalse();
                });
                sessions.then(jenkins -> {
                    assertThat(WaybillEngine.engine()
                                    .freight()
                                    .get("shop", "app-v1")
                                    .alias())
                            .isEqualTo("app-v1");
                    login("wrong now");
                });
                sessions.then(jenkins -> {
                    assertThat(ExtensionList.lookupSingleton(EngineMonitor.class)
                                    .getFailure())
                            .contains("user '" + PostgresServer.ADMINISTRATOR + "' is not let in")
                            .doesNotContain("wrong now");
                    login(PostgresServer.PASSWORD);
                    WaybillEngine.get().retry();
                    assertThat(WaybillEngine.engine().state("shop").freight()).hasSize(1);
                });
            }
        };
        sessions.apply(lives, Description.createTestDescription(getClass(), "restart"))
                .evaluate();
    }

    private static long count(PostgresServer server, String url) throws Exception {
        try (var connection = server.connect(url.substring(url.lastIndexOf('/') + 1));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM freight")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    @WithJenkins
    void theButtonTellsWhetherTheDatabaseCanBeUsed(JenkinsRule jenkins) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String database = server.createDatabase();
        PostgreSqlStorage.DescriptorImpl button = jenkins.get(PostgreSqlStorage.DescriptorImpl.class);

        assertThat(button.doTestConnection(server.url(database), "").getMessage())
                .contains("Choose a credential");
        assertThat(button.doTestConnection(server.url(database), LOGIN).getMessage())
                .contains("no user name with password");
        login(PostgresServer.PASSWORD);
        FormValidation good = button.doTestConnection(server.url(database), LOGIN);
        assertThat(good.kind).as(good.getMessage()).isEqualTo(FormValidation.Kind.OK);
        assertThat(good.getMessage()).contains("in force after a restart");
        assertThat(button.doTestConnection("jdbc:mysql://db/x", LOGIN).getMessage())
                .contains("is no address of a PostgreSQL database");
        assertThat(button.doTestConnection(server.url("nowhere"), LOGIN).getMessage())
                .contains("CREATE DATABASE");
        login("wrong");
        assertThat(button.doTestConnection(server.url(database), LOGIN).getMessage())
                .contains("is not let in")
                .doesNotContain("wrong");
    }

    private static void login(String password) throws Exception {
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.getCredentials().clear();
        credentials
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.SYSTEM, LOGIN, "", PostgresServer.ADMINISTRATOR, password));
        credentials.save();
    }
}
