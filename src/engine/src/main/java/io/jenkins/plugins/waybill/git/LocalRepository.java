package io.jenkins.plugins.waybill.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The refs of a bare repository on this machine's disk that has no rules of its own, read as files. Git's protocol opens
 * the index of every pack before it says that nothing is new.
 */
final class LocalRepository implements AutoCloseable {

    /** Whoever has these in the configuration wants something of Git's protocol that is not done here. */
    private static final List<String> RULES =
            List.of("[receive", "[transfer", "[uploadpack", "[include", "[extensions", "hookspath", "worktree");

    private final FileRepository repository;

    private LocalRepository(FileRepository repository) {
        this.repository = repository;
    }

    /** Opens it; empty when there is none, or one that wants the protocol. */
    static Optional<LocalRepository> open(RemoteUrl url) throws IOException {
        Optional<File> directory = url.localDirectory();
        if (directory.isEmpty() || !isPlain(directory.get().toPath())) {
            return Optional.empty();
        }
        FileRepository repository = (FileRepository) new FileRepositoryBuilder()
                .setGitDir(directory.get())
                .setMustExist(true)
                .build();
        if (!repository.isBare()) {
            repository.close();
            return Optional.empty();
        }
        return Optional.of(new LocalRepository(repository));
    }

    private static boolean isPlain(Path directory) throws IOException {
        Path configuration = directory.resolve("config");
        if (!Files.isReadable(configuration)
                || Files.exists(directory.resolve("shallow"))
                || Files.exists(directory.resolve("commondir"))) {
            return false;
        }
        String text = Files.readString(configuration).toLowerCase(Locale.ROOT);
        return RULES.stream().noneMatch(text::contains);
    }

    /** Branches, tags and HEAD, without what annotated tags point to. */
    Collection<Ref> refs() throws IOException {
        var refs = new ArrayList<Ref>(repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS));
        Ref head = repository.exactRef(Constants.HEAD);
        if (head != null) {
            refs.add(head);
        }
        return refs;
    }

    @Override
    public void close() {
        repository.close();
    }
}
