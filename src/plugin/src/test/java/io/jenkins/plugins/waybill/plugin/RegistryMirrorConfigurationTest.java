package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.host.RegistryMirror;
import io.jenkins.plugins.waybill.plugin.config.ConfiguredMirror;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RegistryMirrorConfigurationTest {

    @Test
    void mirrorsStayAsTheyAreWhenTheFormIsSavedAndReachTheEngine(JenkinsRule jenkins) throws Exception {
        WaybillConfiguration configuration = WaybillConfiguration.get();
        configuration.setRegistryMirrors(List.of(
                new ConfiguredMirror("docker.io", "https://mirror.example.com/hub"),
                new ConfiguredMirror("ghcr.io", "http://mirror.example.com"),
                new ConfiguredMirror("quay.io", "http://10.0.0.8:5000")));
        jenkins.configRoundtrip();
        assertThat(configuration.getRegistryMirrors())
                .extracting(ConfiguredMirror::getRegistry, ConfiguredMirror::getUrl)
                .containsExactly(
                        tuple("docker.io", "https://mirror.example.com/hub"),
                        tuple("ghcr.io", "http://mirror.example.com"),
                        tuple("quay.io", "http://10.0.0.8:5000"));
        assertThat(configuration.host().network().mirrors())
                .as("without the one that has no TLS")
                .containsExactly(
                        RegistryMirror.parse("docker.io=https://mirror.example.com/hub"),
                        RegistryMirror.parse("quay.io=http://10.0.0.8:5000"));
    }

    @Test
    void theFormTellsWhatIsAskedAndWhatCannotBeAMirror(JenkinsRule jenkins) {
        ConfiguredMirror.DescriptorImpl form = jenkins.get(ConfiguredMirror.DescriptorImpl.class);
        FormValidation good = form.doCheckUrl("docker.io", "https://mirror.example.com/hub");
        assertThat(good.kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(good.getMessage())
                .isEqualTo("https://mirror.example.com/v2/hub/team/app is asked for docker.io/team/app.");
        assertThat(form.doCheckUrl("docker.io", "http://mirror.example.com").getMessage())
                .contains("Give it an https address");
        assertThat(form.doCheckUrl("", "https://mirror.example.com").kind).isEqualTo(FormValidation.Kind.ERROR);
    }
}
