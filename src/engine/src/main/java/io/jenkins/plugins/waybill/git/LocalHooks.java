package io.jenkins.plugins.waybill.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/** Finds hooks of repositories on this machine's disk, and the git program that runs them. */
final class LocalHooks {

    private static final List<String> ON_RECEIVE = List.of(
            "pre-receive",
            "update",
            "proc-receive",
            "reference-transaction",
            "post-receive",
            "post-update",
            "push-to-checkout");

    private final Optional<String> configured;

    LocalHooks(Optional<String> gitProgram) {
        this.configured = gitProgram;
    }

    /** The command that must receive a push there; empty when there are no hooks. */
    Optional<String> receiverFor(RemoteUrl url) throws GitException {
        Optional<File> repository = url.localDirectory();
        try {
            if (repository.isEmpty() || !hasHooks(repository.get().toPath())) {
                return Optional.empty();
            }
        } catch (IOException | ConfigInvalidException e) {
            throw new GitException(
                    GitException.Kind.NOT_FOUND, "The configuration of " + url.shown() + " cannot be read", e);
        }
        Path program = program()
                .orElseThrow(() -> new GitException(
                        GitException.Kind.LOCAL,
                        url.shown() + " has hooks, which only the git program runs, and there is none"
                                + configured.map(name -> " at " + name).orElse(" on the path")
                                + "; install git, or push over https:// or ssh://"));
        return Optional.of("'" + program.toString().replace("'", "'\\''") + "' receive-pack");
    }

    private static boolean hasHooks(Path repository) throws IOException, ConfigInvalidException {
        Path hooks = repository.resolve("hooks");
        Path configuration = repository.resolve("config");
        if (Files.isReadable(configuration)) {
            String text = Files.readString(configuration);
            if (text.toLowerCase(java.util.Locale.ROOT).contains("hookspath")) {
                var config = new Config();
                config.fromText(text);
                String path = config.getString("core", null, "hooksPath");
                if (path != null) {
                    hooks = repository.resolve(path);
                }
            }
        }
        for (String hook : ON_RECEIVE) {
            if (Files.isExecutable(hooks.resolve(hook))) {
                return true;
            }
        }
        return false;
    }

    private Optional<Path> program() {
        if (configured.isPresent()) {
            return configured.map(Path::of).filter(Files::isExecutable);
        }
        String path = System.getenv("PATH");
        return Arrays.stream(path == null ? new String[0] : path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> List.of("git", "git.exe").stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
