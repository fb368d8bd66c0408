package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.waybill.fixture.GnuPg;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SigningKeyConfigurationTest {

    private static final String ROBOT = "Release robot <robot@example.com>";

    @Test
    void a_key_among_the_credentials_signs_commits(JenkinsRule jenkins) throws Exception {
        try (GnuPg gpg = GnuPg.create()) {
            gpg.newKey(ROBOT, "ed25519", "never");
            String key = gpg.export(ROBOT, "");
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "robot", "", Secret.fromString(key)));
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new StringCredentialsImpl(
                            CredentialsScope.GLOBAL, "token", "", Secret.fromString("no key at all")));
            WaybillConfiguration configuration = WaybillConfiguration.get();

            FormValidation good = configuration.doCheckSigningKeyCredentialsId("robot");
            assertThat(good.kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(good.getMessage()).matches("Signs with [0-9A-F]{40}\\.");
            FormValidation bad = configuration.doCheckSigningKeyCredentialsId("token");
            assertThat(bad.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(bad.getMessage()).contains("no OpenPGP private key").doesNotContain("no key at all");
            assertThat(configuration.doCheckSigningKeyCredentialsId("gone").getMessage())
                    .contains("gone");

            configuration.setSigningKeyCredentialsId("robot");
            jenkins.configRoundtrip();
            assertThat(configuration.getSigningKeyCredentialsId()).isEqualTo("robot");
            assertThat(configuration.host().commitIdentity().signingKey().reveal())
                    .isEqualTo(key);
        }
    }
}
