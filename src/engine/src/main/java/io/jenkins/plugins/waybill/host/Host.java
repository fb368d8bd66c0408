package io.jenkins.plugins.waybill.host;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What the engine needs of the program around it.
 *
 * @param home directory for the database, the mirrors and the workspaces; belongs to one process at a time
 * @param clock the time
 * @param credentials the secrets
 * @param commitIdentity who commits where a manifest names nobody
 * @param hostKeys which SSH servers to trust
 * @param argoServers the Argo CD servers
 * @param boardUrl base of links to the board, without a trailing slash; empty when unknown
 * @param jobs work for verifications
 * @param tools the programs of others
 * @param network how other servers are reached
 */
public record Host(
        Path home,
        InstantSource clock,
        Credentials credentials,
        CommitIdentity commitIdentity,
        HostKeys hostKeys,
        ArgoServers argoServers,
        String boardUrl,
        Jobs jobs,
        Tools tools,
        Network network) {

    /** A host that runs no jobs, with the programs on the PATH and the Java runtime's network. */
    public Host(
            Path home,
            InstantSource clock,
            Credentials credentials,
            CommitIdentity commitIdentity,
            HostKeys hostKeys,
            ArgoServers argoServers,
            String boardUrl) {
        this(
                home,
                clock,
                credentials,
                commitIdentity,
                hostKeys,
                argoServers,
                boardUrl,
                Jobs.NONE,
                Tools.ON_PATH,
                Network.PLAIN);
    }

    /** The same host, which does these jobs. */
    public Host with(Jobs otherJobs) {
        return new Host(
                home, clock, credentials, commitIdentity, hostKeys, argoServers, boardUrl, otherJobs, tools, network);
    }

    /** The same host, with other programs. */
    public Host with(Tools otherTools) {
        return new Host(
                home, clock, credentials, commitIdentity, hostKeys, argoServers, boardUrl, jobs, otherTools, network);
    }

    /** The same host, which reaches other servers another way. */
    public Host with(Network otherNetwork) {
        return new Host(
                home, clock, credentials, commitIdentity, hostKeys, argoServers, boardUrl, jobs, tools, otherNetwork);
    }
}
