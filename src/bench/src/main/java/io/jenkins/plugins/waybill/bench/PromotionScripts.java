package io.jenkins.plugins.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What people run instead: shell around git. */
final class PromotionScripts {

    private PromotionScripts() {}

    /** Clone the newest commit, change one line, commit, push. */
    static void shallowClone(GitOpsRepository repository, Path work, int stage, String tag) throws Exception {
        Path clone = work.resolve("shallow-" + stage);
        Shell.script(
                work,
                "git clone -q --depth 1 " + repository.url() + " " + clone + " && cd " + clone + " && "
                        + change(stage, tag) + " && git commit -qam 'Promote " + tag + "' && git push -q origin main");
        Shell.delete(clone);
    }

    /** Kargo's way: a bare clone, a work tree, change one line, commit, push. */
    static void bareCloneWithWorkTree(GitOpsRepository repository, Path work, int stage, String tag) throws Exception {
        Path bare = work.resolve("bare-" + stage);
        Path tree = work.resolve("tree-" + stage);
        Shell.script(
                work,
                "git clone -q --bare " + repository.url() + " " + bare + " && git -C " + bare + " worktree add -q "
                        + tree + " main && cd " + tree + " && " + change(stage, tag) + " && git commit -qam 'Promote "
                        + tag + "' && git push -q origin main");
        Shell.delete(tree);
        Shell.delete(bare);
    }

    /** So many at once, each cloning, committing, and pushing with a rebase on every lost race. */
    static void allAtOnce(GitOpsRepository repository, Path work, int promotions, String tag, int atOnce)
            throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(atOnce);
        try {
            List<Callable<Void>> scripts = new ArrayList<>();
            for (int i = 0; i < promotions; i++) {
                int stage = i;
                scripts.add(() -> {
                    cloneAndRetry(repository, work, stage, tag);
                    return null;
                });
            }
            for (Future<Void> script : executor.invokeAll(scripts)) {
                script.get();
            }
        } finally {
            executor.shutdown();
        }
    }

    private static void cloneAndRetry(GitOpsRepository repository, Path work, int stage, String tag) throws Exception {
        Path clone = work.resolve("racing-" + stage);
        Shell.script(
                work,
                "git clone -q --depth 1 " + repository.url() + " " + clone + " && cd " + clone + " && "
                        + change(stage, tag) + " && git commit -qam 'Promote " + tag + "' && "
                        + "for try in $(seq 500); do git push -q origin main 2>/dev/null && exit 0; "
                        + "git pull -q --rebase origin main 2>/dev/null || true; sleep 0.0$((RANDOM % 90 + 10)); "
                        + "done; exit 1");
        Shell.delete(clone);
    }

    private static String change(int stage, String tag) {
        return "sed -i 's/^  tag: .*/  tag: " + tag + "/' " + GitOpsRepository.valuesFile(stage);
    }

    /** A directory in memory, or null where the system has none. */
    static @org.jspecify.annotations.Nullable Path memoryDirectory() throws Exception {
        Path shared = Path.of("/dev/shm");
        return Files.isDirectory(shared) && Files.isWritable(shared)
                ? Files.createTempDirectory(shared, "waybill-bench")
                : null;
    }
}
