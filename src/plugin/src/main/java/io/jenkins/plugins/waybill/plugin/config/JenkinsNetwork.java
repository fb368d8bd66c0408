package io.jenkins.plugins.waybill.plugin.config;

import hudson.ProxyConfiguration;
import hudson.util.Secret;
import io.jenkins.plugins.waybill.host.Network;
import io.jenkins.plugins.waybill.host.RegistryMirror;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** The way to other servers that Jenkins is configured with. */
final class JenkinsNetwork {

    private static final Logger LOGGER = Logger.getLogger(JenkinsNetwork.class.getName());

    private JenkinsNetwork() {}

    /** Through Jenkins' proxy, if it has one; certificates are those of the Java runtime. */
    static Network current(List<ConfiguredMirror> mirrors) {
        return throughProxy().with(resolve(mirrors));
    }

    /** One that cannot be asked must not keep the others, or the engine, from work. */
    private static List<RegistryMirror> resolve(List<ConfiguredMirror> mirrors) {
        List<RegistryMirror> usable = new ArrayList<>();
        for (ConfiguredMirror mirror : mirrors) {
            try {
                usable.add(mirror.resolve());
            } catch (IllegalArgumentException e) {
                LOGGER.log(
                        Level.WARNING, "A registry mirror of Waybill's configuration is not used: {0}", e.getMessage());
            }
        }
        return usable;
    }

    private static Network throughProxy() {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null || proxy.getName() == null || proxy.getName().isBlank()) {
            return Network.PLAIN;
        }
        try {
            URI address = new URI("http", login(proxy), proxy.getName(), proxy.getPort(), null, null, null);
            return new Network("", address, direct(proxy));
        } catch (URISyntaxException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "Jenkins'' proxy {0} is not used: it is no host name", proxy.getName());
            return Network.PLAIN;
        }
    }

    private static String login(ProxyConfiguration proxy) {
        String user = proxy.getUserName();
        return user == null || user.isEmpty() ? null : user + ":" + Secret.toString(proxy.getSecretPassword());
    }

    private static List<String> direct(ProxyConfiguration proxy) {
        String hosts = proxy.getNoProxyHost();
        return hosts == null || hosts.isBlank()
                ? List.of()
                : List.of(hosts.strip().split("[ \\t\\n,|]+"));
    }
}
