package io.jenkins.plugins.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

import io.jenkins.plugins.waybill.model.Freight;
import org.jspecify.annotations.Nullable;

/**
 * Runs the measurements that docs/benchmarks.md publishes.
 *
 * <p>Arguments: a directory for repositories and the report, then the names of the measurements to run (single, many,
 * size, server, images, language); all where none is named.
 */
public final class Benchmarks {

    private static final int FILES = 18_600;
    private static final int COMMITS = 200;
    private static final int RUNS = 9;
    private static final int PEER_RUNS = 5;
    private static final int PROMOTIONS_AT_ONCE = 100;

    /** More clones of this size do not fit into memory at once. */
    private static final int SCRIPTS_AT_ONCE = 10;

    private final Path directory;
    private final Report report = new Report();

    private Benchmarks(Path directory) {
        this.directory = directory;
    }

    /** Runs them. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]).toAbsolutePath().resolve("bench");
        Shell.delete(directory);
        Files.createDirectories(directory);
        Set<String> wanted = Set.copyOf(Arrays.asList(arguments).subList(1, arguments.length));
        Benchmarks benchmarks = new Benchmarks(directory);
        benchmarks.machine();
        if (wanted.isEmpty() || wanted.contains("single")) {
            benchmarks.onePromotion();
        }
        if (wanted.isEmpty() || wanted.contains("many")) {
            benchmarks.manyAtOnce();
        }
        if (wanted.isEmpty() || wanted.contains("size")) {
            benchmarks.repositorySize();
        }
        if (wanted.isEmpty() || wanted.contains("server")) {
            new ServerLoad(directory.resolve("server"), benchmarks.report).run();
        }
        if (wanted.isEmpty() || wanted.contains("images")) {
            new ImageDiscovery(directory.resolve("images"), benchmarks.report).run();
        }
        if (wanted.isEmpty() || wanted.contains("language")) {
            new LanguageSpeed(directory.resolve("language"), benchmarks.report).run();
        }
        benchmarks.report.write(directory.resolve("report.md"));
    }

    private void machine() throws Exception {
        report.line("Machine: " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + System.getProperty("java.version") + ", "
                + Shell.run(directory, "git", "--version").strip() + ".");
    }

    private void onePromotion() throws Exception {
        report.heading("One promotion: one line changed and pushed, " + FILES + " files, " + COMMITS + " commits");
        GitOpsRepository repository =
                GitOpsRepository.create(directory.resolve("single.git"), FILES, COMMITS, PROMOTIONS_AT_ONCE);
        Sample waybill = new Sample();
        try (Pipeline pipeline = Pipeline.start(directory.resolve("single-home"), repository)) {
            warmUp(pipeline, 30);
            for (int run = 0; run < RUNS * 3; run++) {
                Freight freight = pipeline.newFreight();
                int stage = run % PROMOTIONS_AT_ONCE;
                waybill.time(() -> pipeline.promote(freight, List.of(stage)));
            }
        }
        report.columns("what", "median (fastest to slowest)", "times Waybill");
        report.row("Waybill, mirror warm", waybill.cell(), "1");
        peer("clone --depth 1, sed, commit, push; on disk", waybill, PromotionScripts::shallowClone, repository, false);
        peer(
                "bare clone with a work tree, sed, commit, push; on disk",
                waybill,
                PromotionScripts::bareCloneWithWorkTree,
                repository,
                false);
        peer("clone --depth 1, …; in memory", waybill, PromotionScripts::shallowClone, repository, true);
        peer(
                "bare clone with a work tree, …; in memory",
                waybill,
                PromotionScripts::bareCloneWithWorkTree,
                repository,
                true);
    }

    @FunctionalInterface
    private interface Script {
        void run(GitOpsRepository repository, Path work, int stage, String tag) throws Exception;
    }

    private void peer(String name, Sample waybill, Script script, GitOpsRepository repository, boolean inMemory)
            throws Exception {
        @Nullable
        Path work = inMemory ? PromotionScripts.memoryDirectory() : Files.createDirectories(directory.resolve("work"));
        if (work == null) {
            report.row(name, "not measured: there is no /dev/shm", "");
            return;
        }
        Sample sample = new Sample();
        for (int run = 0; run < PEER_RUNS; run++) {
            String tag = name.hashCode() + "." + run;
            sample.time(() -> script.run(repository, work, 0, tag));
        }
        Shell.delete(work);
        report.row(name, sample.cell(), ratio(sample.medianMillis() / waybill.medianMillis()));
    }

    private void manyAtOnce() throws Exception {
        report.heading(PROMOTIONS_AT_ONCE + " promotions to " + PROMOTIONS_AT_ONCE + " Stages on one branch at once");
        report.columns("what", "from request to last push", "pushes", "commits on the branch");
        List<Integer> stages = IntStream.range(0, PROMOTIONS_AT_ONCE).boxed().toList();
        GitOpsRepository repository =
                GitOpsRepository.create(directory.resolve("many.git"), FILES, COMMITS, PROMOTIONS_AT_ONCE);
        Shell.run(repository.path(), "git", "config", "core.logAllRefUpdates", "true");
        Sample waybill = new Sample();
        List<Integer> pushes = new ArrayList<>();
        int expected = COMMITS;
        try (Pipeline pipeline = Pipeline.start(directory.resolve("many-home"), repository)) {
            warmUp(pipeline, 30);
            expected = commits(repository);
            for (int run = 0; run < RUNS; run++) {
                Freight freight = pipeline.newFreight();
                int before = pushes(repository);
                waybill.time(() -> pipeline.promote(freight, stages));
                pushes.add(pushes(repository) - before);
                expected += PROMOTIONS_AT_ONCE;
            }
        }
        report.row(
                "Waybill",
                waybill.cell(),
                pushes.stream().mapToInt(Integer::intValue).min().orElse(0) + " to "
                        + pushes.stream().mapToInt(Integer::intValue).max().orElse(0),
                commits(repository) + " of " + expected);
        @Nullable Path memory = PromotionScripts.memoryDirectory();
        Path work = memory == null ? Files.createDirectories(directory.resolve("racing")) : memory;
        GitOpsRepository raced =
                GitOpsRepository.create(directory.resolve("raced.git"), FILES, COMMITS, PROMOTIONS_AT_ONCE);
        Shell.run(raced.path(), "git", "config", "core.logAllRefUpdates", "true");
        Sample scripts = new Sample();
        scripts.time(() -> PromotionScripts.allAtOnce(raced, work, PROMOTIONS_AT_ONCE, "raced", SCRIPTS_AT_ONCE));
        Shell.delete(work);
        report.row(
                "100 scripts that clone, commit, and retry with rebase (" + SCRIPTS_AT_ONCE + " at a time, one run"
                        + (memory == null ? ")" : ", work trees in memory)"),
                Sample.text(scripts.medianMillis()) + ", " + ratio(scripts.medianMillis() / waybill.medianMillis()),
                String.valueOf(pushes(raced)),
                commits(raced) + " of " + (COMMITS + PROMOTIONS_AT_ONCE));
    }

    private void repositorySize() throws Exception {
        report.heading("Cost by repository size");
        report.columns("files", "one promotion, median (fastest to slowest)", "times the smallest");
        double smallest = 0;
        for (int files : new int[] {1_000, FILES, 100_000}) {
            GitOpsRepository repository =
                    GitOpsRepository.create(directory.resolve("size-" + files + ".git"), files, COMMITS, 20);
            Sample sample = new Sample();
            try (Pipeline pipeline = Pipeline.start(directory.resolve("size-home-" + files), repository)) {
                warmUp(pipeline, 30);
                for (int run = 0; run < RUNS * 3; run++) {
                    Freight freight = pipeline.newFreight();
                    int stage = run % repository.stages();
                    sample.time(() -> pipeline.promote(freight, List.of(stage)));
                }
            }
            smallest = smallest == 0 ? sample.medianMillis() : smallest;
            report.row(String.valueOf(files), sample.cell(), ratio(sample.medianMillis() / smallest));
        }
    }

    private static void warmUp(Pipeline pipeline, int promotions) throws Exception {
        for (int run = 0; run < promotions; run++) {
            pipeline.promote(pipeline.newFreight(), List.of(run % 20));
        }
    }

    private static int commits(GitOpsRepository repository) throws Exception {
        return Integer.parseInt(Shell.run(repository.path(), "git", "rev-list", "--count", "main")
                .strip());
    }

    private static int pushes(GitOpsRepository repository) throws IOException, InterruptedException {
        Path log = repository.path().resolve("logs/refs/heads/main");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.1f" : "%.0f", ratio);
    }
}
