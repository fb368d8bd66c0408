package io.jenkins.plugins.waybill.plugin.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.host.RegistryMirror;
import io.jenkins.plugins.waybill.plugin.Messages;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A server that is asked for images before the registry that it mirrors. */
public final class ConfiguredMirror extends AbstractDescribableImpl<ConfiguredMirror> {

    private final String registry;
    private final String url;

    /** A mirror; whether it can be one is seen when it is used. */
    @DataBoundConstructor
    public ConfiguredMirror(String registry, String url) {
        this.registry = registry == null ? "" : registry.trim();
        this.url = url == null ? "" : url.trim();
    }

    /** Whose copies it has, such as {@code docker.io}. */
    public String getRegistry() {
        return registry;
    }

    /** Where it answers. */
    public String getUrl() {
        return url;
    }

    /**
     * As the engine has it.
     *
     * @throws IllegalArgumentException when it cannot be one; the message says why
     */
    RegistryMirror resolve() {
        return RegistryMirror.of(registry, url);
    }

    /** Describes it. */
    @Extension
    @Symbol("registryMirror")
    public static final class DescriptorImpl extends Descriptor<ConfiguredMirror> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ConfiguredMirror_displayName();
        }

        /** A mirror that could be one. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String registry, @QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                RegistryMirror mirror = RegistryMirror.of(registry, value);
                return FormValidation.ok(Messages.ConfiguredMirror_asks(
                        mirror.api() + "/v2/" + mirror.repository("team/app"), mirror.registry() + "/team/app"));
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
