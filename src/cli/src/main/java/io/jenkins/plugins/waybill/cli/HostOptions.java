package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.cloud.MachineIdentity;
import io.jenkins.plugins.waybill.host.ArgoServers;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.HostKeys;
import io.jenkins.plugins.waybill.host.Network;
import io.jenkins.plugins.waybill.host.RegistryMirror;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the engine keeps its state, and whom it trusts. */
final class HostOptions {

    static final String DEFAULT_STATE = ".waybill";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the state is kept: database, mirrors, workspaces. Default: " + DEFAULT_STATE + ".")
    Path state = Path.of(DEFAULT_STATE);

    @Mixin
    StoreOptions store = new StoreOptions();

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "SSH servers to trust, as OpenSSH writes them. Default: ~/.ssh/known_hosts.")
    @Nullable
    Path knownHosts;

    @Option(
            names = "--accept-new-host-keys",
            description = "Trust and remember the first key of an unknown SSH server. A changed key is always refused.")
    boolean acceptNew;

    @Option(
            names = "--tool",
            paramLabel = "NAME=FILE",
            description = "Where a program is that steps use, such as helm or kustomize. Default: on the PATH.")
    Map<String, Path> tools = new TreeMap<>();

    @Option(
            names = "--argocd",
            paramLabel = "URL",
            description =
                    "The Argo CD server of all Stages; its login comes from the environment: WAYBILL_ARGOCD_TOKEN, or"
                            + " WAYBILL_ARGOCD_USERNAME and WAYBILL_ARGOCD_PASSWORD. Default: $WAYBILL_ARGOCD_URL.")
    @Nullable
    String argoCd;

    @Option(
            names = "--argocd-servers",
            paramLabel = "FILE",
            description = "The Argo CD servers, where there are several; see docs/argocd.md. Default:"
                    + " $WAYBILL_ARGOCD_SERVERS.")
    @Nullable
    Path argoCdServers;

    @Option(
            names = "--cloud-identity",
            description =
                    "Let all projects use what this machine may be in its cloud (AWS, Google Cloud, Azure) for image"
                            + " repositories there that have no credentials; see docs/warehouses.md.")
    boolean cloudIdentity;

    @Option(
            names = "--ca-certificates",
            paramLabel = "FILE",
            description = "Certificates in PEM of authorities to trust besides the Java runtime's. Default:"
                    + " $WAYBILL_CA_CERTIFICATES.")
    @Nullable
    Path caCertificates;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "The http proxy on the way to all servers but this machine and those of --no-proxy. Default:"
                    + " $HTTPS_PROXY.")
    @Nullable
    String proxy;

    @Option(
            names = "--no-proxy",
            paramLabel = "HOSTS",
            split = ",",
            description = "Hosts and domains that are reached without the proxy. Default: $NO_PROXY.")
    @Nullable
    List<String> noProxy;

    @Option(
            names = "--registry-mirror",
            paramLabel = "REGISTRY=URL",
            description =
                    "A mirror to ask before a registry, such as docker.io=https://mirror.example.com/docker-hub; may"
                            + " be given several times. See docs/warehouses.md. Default: $WAYBILL_REGISTRY_MIRRORS, with commas"
                            + " between.")
    @Nullable
    List<String> registryMirrors;

    /** How other servers are reached. */
    Network network(Terminal terminal) {
        String certificates = terminal.environment("WAYBILL_CA_CERTIFICATES");
        Path file = caCertificates == null && certificates != null ? Path.of(certificates) : caCertificates;
        String address =
                proxy == null ? terminal.environment("HTTPS_PROXY", terminal.environment("https_proxy", "")) : proxy;
        String direct = terminal.environment("NO_PROXY", terminal.environment("no_proxy", ""));
        try {
            return new Network(
                    file == null ? "" : Files.readString(file),
                    address.isEmpty() ? null : new URI(address.contains("://") ? address : "http://" + address),
                    noProxy == null ? List.of(direct.split(",")) : noProxy,
                    mirrors(terminal));
        } catch (IOException e) {
            throw new No("The file " + file + " with certificates cannot be read: " + e.getMessage());
        } catch (URISyntaxException e) {
            throw new No("The proxy must look like http://proxy.example.com:3128.");
        } catch (IllegalArgumentException e) {
            throw new No(String.valueOf(e.getMessage()));
        }
    }

    private List<RegistryMirror> mirrors(Terminal terminal) {
        List<String> written = registryMirrors == null
                ? List.of(terminal.environment("WAYBILL_REGISTRY_MIRRORS", "").split("[\\s,]+"))
                : registryMirrors;
        return written.stream()
                .filter(mirror -> !mirror.isBlank())
                .map(RegistryMirror::parse)
                .toList();
    }

    /** These secrets, and behind them what this machine is in its cloud, if that is wanted. */
    Credentials credentials(Credentials secrets, Terminal terminal) {
        return cloudIdentity ? new MachineIdentity(terminal::environment).behind(secrets) : secrets;
    }

    /** The Argo CD servers that are named on the command line or in the environment. */
    ArgoServers argoServers(Terminal terminal) {
        String named = terminal.environment("WAYBILL_ARGOCD_SERVERS");
        Path file = argoCdServers == null && argoCd == null && named != null ? Path.of(named) : argoCdServers;
        if (file != null && argoCd != null) {
            throw new No("Both --argocd and --argocd-servers are given; keep one.");
        }
        return file == null
                ? ArgoCdFile.fromEnvironment(terminal, argoCd).orElse(ArgoServers.NONE)
                : ArgoCdFile.read(file, terminal);
    }

    HostKeys hostKeys() {
        Path file =
                knownHosts == null ? Path.of(System.getProperty("user.home", "."), ".ssh", "known_hosts") : knownHosts;
        return new HostKeys(acceptNew ? HostKeys.Policy.ACCEPT_FIRST : HostKeys.Policy.STRICT, file);
    }
}
