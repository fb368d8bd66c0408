package io.jenkins.plugins.waybill.git;

import java.io.File;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;

import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from a repository on this machine's disk within this process. JGit's own connection does so too, but its
 * pipes are smaller than what it writes at once, which costs a second each time the two sides have to negotiate.
 */
final class LocalFetch extends BasePackFetchConnection {

    private static final Logger LOG = LoggerFactory.getLogger(LocalFetch.class);
    private static final int PIPE = 256 * 1024;

    private @Nullable Thread server;

    LocalFetch(PackTransport transport, File directory) throws TransportException {
        super(transport);
        var toServer = new PipedInputStream(PIPE);
        var toClient = new PipedInputStream(PIPE);
        try {
            var fromClient = new PipedOutputStream(toServer);
            var fromServer = new PipedOutputStream(toClient);
            Repository repository =
                    new FileRepositoryBuilder().setGitDir(directory).build();
            var thread = new Thread(() -> serve(repository, toServer, fromServer), "waybill-git-serve");
            thread.setDaemon(true);
            thread.start();
            server = thread;
            init(toClient, fromClient);
        } catch (IOException e) {
            throw new TransportException(uri, e.getMessage(), e);
        }
        readAdvertisedRefs();
    }

    private static void serve(Repository repository, PipedInputStream in, PipedOutputStream out) {
        try (repository;
                in;
                out) {
            new UploadPack(repository).upload(in, out, null);
        } catch (IOException | RuntimeException e) {
            // The side that asked sees the pipe break and reports that.
            LOG.debug("Serving {} ended", repository.getDirectory(), e);
        }
    }

    @Override
    public void close() {
        super.close();
        Thread thread = server;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
