package io.jenkins.plugins.waybill.git;

import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Isolated("replaces the process's reader of configuration")
class OwnConfigurationTest {

    @TempDir
    Path temporary;

    @Test
    void aBrokenConfigurationOfTheUserChangesNothingHereAndIsStillSeenElsewhere() throws Exception {
        try (SampleRepository origin = SampleRepository.create(temporary.resolve("origin.git"))) {
            ObjectId base = origin.commit("main", "a.txt", "one\n");
            SystemReader before = SystemReader.getInstance();
            SystemReader.setInstance(new Broken(before, temporary.resolve("gitconfig")));
            try (Git git = Git.open(SampleHost.in(temporary.resolve("home")))) {
                var remote = new GitRemote("guestbook", origin.url(), false);
                GitMirror mirror = git.mirror(remote);
                mirror.fetch();
                assertThat(git.lsRemote(remote).branches()).containsEntry("main", base);
                ObjectId commit;
                try (RevWalk walk = new RevWalk(mirror.repository())) {
                    var ada = new PersonIdent("Ada", "ada@example.com", 1_790_000_000_000L, 0);
                    commit = mirror.commit(new CommitDraft(
                            walk.parseCommit(base).getTree(), java.util.List.of(base), ada, ada, "Empty"));
                }
                git.push(new PushRequest(remote, "main", commit, base, PushRequest.Mode.STACK, "k"))
                        .get();

                assertThatThrownBy(() -> SystemReader.getInstance().getUserConfig())
                        .isInstanceOf(ConfigInvalidException.class);
            } finally {
                SystemReader.setInstance(before);
            }
        }
    }

    private static final class Broken extends SystemReader.Delegate {

        private final Path file;

        Broken(SystemReader delegate, Path file) throws Exception {
            super(delegate);
            this.file = file;
            Files.writeString(file, "[core\nnot = a configuration");
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return new FileBasedConfig(parent, file.toFile(), fs);
        }
    }
}
