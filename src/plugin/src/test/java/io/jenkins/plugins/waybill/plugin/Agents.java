package io.jenkins.plugins.waybill.plugin;

import hudson.model.Label;
import hudson.model.Slave;
import jenkins.slaves.RemotingVersionInfo;
import org.junit.jupiter.api.Assumptions;
import org.jvnet.hudson.test.JenkinsRule;

/** Agents of their own process on this machine. */
final class Agents {

    private Agents() {}

    /**
     * One that is online.
     *
     * @param label null for none
     */
    static Slave online(JenkinsRule jenkins, String label) throws Exception {
        assume();
        return jenkins.createOnlineSlave(label == null ? null : Label.get(label));
    }

    /** A jenkins-core that was not built by its own build may not know its version of Remoting; then no agent connects. */
    static void assume() {
        try {
            RemotingVersionInfo.getEmbeddedVersion();
        } catch (LinkageError e) {
            Assumptions.abort("This jenkins-core accepts no agents: " + e.getMessage());
        }
    }
}
