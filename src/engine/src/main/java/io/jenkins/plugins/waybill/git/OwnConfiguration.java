package io.jenkins.plugins.waybill.git;

import java.io.IOException;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps the user's and the machine's Git configuration out of what this room does, so that a promotion gives the same
 * result everywhere. JGit knows one reader of configuration for the whole process, which others share: this one answers
 * with an empty configuration inside a scope, and as before outside.
 */
final class OwnConfiguration extends SystemReader.Delegate {

    // Inheritable, since JGit talks to repositories on disk in threads that it starts itself.
    private static final InheritableThreadLocal<Integer> DEPTH = new InheritableThreadLocal<>();

    private final SystemReader outside;

    private OwnConfiguration(SystemReader outside) {
        super(outside);
        this.outside = outside;
    }

    /** Until closed, this thread and those it starts see no configuration but the repository's. */
    static Scope enter() {
        install();
        Integer before = DEPTH.get();
        DEPTH.set(before == null ? 1 : before + 1);
        return () -> {
            if (before == null) {
                DEPTH.remove();
            } else {
                DEPTH.set(before);
            }
        };
    }

    private static synchronized void install() {
        SystemReader current = SystemReader.getInstance();
        if (!(current instanceof OwnConfiguration)) {
            SystemReader.setInstance(new OwnConfiguration(current));
        }
    }

    @Override
    public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
        return DEPTH.get() == null ? outside.getUserConfig() : new Empty();
    }

    @Override
    public StoredConfig getSystemConfig() throws ConfigInvalidException, IOException {
        return DEPTH.get() == null ? outside.getSystemConfig() : new Empty();
    }

    @Override
    public StoredConfig getJGitConfig() throws ConfigInvalidException, IOException {
        return outside.getJGitConfig();
    }

    /** Ends with {@link #close()}. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Empty extends StoredConfig {

        @Override
        public void load() {}

        @Override
        public void save() {}
    }
}
