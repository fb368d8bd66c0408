package io.jenkins.plugins.waybill.git;

/** The remotes of all projects: mirrors to read from and pushers to write with. Thread-safe. */
public final class Git implements AutoCloseable {

    @Override
    public void close() {}
}
