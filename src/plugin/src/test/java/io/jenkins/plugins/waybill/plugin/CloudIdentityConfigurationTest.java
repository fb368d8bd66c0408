package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CloudIdentityConfigurationTest {

    private static final String ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app";

    @BeforeEach
    void runInACloud() {
        EnvVars.masterEnvVars.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
        EnvVars.masterEnvVars.put("AWS_SECRET_ACCESS_KEY", "secret");
    }

    @AfterEach
    void leaveTheCloud() {
        EnvVars.masterEnvVars.remove("AWS_ACCESS_KEY_ID");
        EnvVars.masterEnvVars.remove("AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void projectsUseTheControllersIdentityOnlyWhereAnAdministratorLetsThem(JenkinsRule jenkins) throws Exception {
        WaybillConfiguration configuration = WaybillConfiguration.get();
        assertThat(configuration.isCloudIdentity()).isFalse();
        assertThat(login(configuration, ECR)).isEmpty();

        configuration.setCloudIdentity(true);
        jenkins.configRoundtrip();

        assertThat(configuration.isCloudIdentity()).isTrue();
        assertThat(login(configuration, ECR)).get().isInstanceOf(Credential.AwsKey.class);
        assertThat(login(configuration, "ghcr.io/team/app")).isEmpty();
    }

    private static Optional<Credential> login(WaybillConfiguration configuration, String repository) {
        return configuration.host().credentials().repository("shop", Credentials.Kind.IMAGE, repository);
    }
}
