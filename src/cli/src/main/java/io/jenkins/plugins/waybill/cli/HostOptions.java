package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;

import io.jenkins.plugins.waybill.host.HostKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the engine keeps its state, and whom it trusts. */
final class HostOptions {

    static final String DEFAULT_STATE = ".waybill";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the state is kept: database, mirrors, workspaces. Default: " + DEFAULT_STATE + ".")
    Path state = Path.of(DEFAULT_STATE);

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

    HostKeys hostKeys() {
        Path file =
                knownHosts == null ? Path.of(System.getProperty("user.home", "."), ".ssh", "known_hosts") : knownHosts;
        return new HostKeys(acceptNew ? HostKeys.Policy.ACCEPT_FIRST : HostKeys.Policy.STRICT, file);
    }
}
