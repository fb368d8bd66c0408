package io.jenkins.plugins.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.api.Access;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.api.ApiRequest;
import io.jenkins.plugins.waybill.api.ApiResponse;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionName;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.store.Store;

/** What the board's polling costs with a large project in the store. */
final class ServerLoad {

    private static final int STAGES = 1_000;
    private static final int FREIGHT = 500;
    private static final int PROMOTIONS = 10_000;
    private static final Actor SOMEBODY = Actor.user("bench");

    private final Path directory;
    private final Report report;

    ServerLoad(Path directory, Report report) {
        this.directory = directory;
        this.report = report;
    }

    void run() throws Exception {
        report.heading("The server with " + STAGES + " Stages, " + FREIGHT + " Freight and " + PROMOTIONS
                + " promotions in the store");
        Files.createDirectories(directory);
        GitOpsRepository repository = GitOpsRepository.create(directory.resolve("gitops.git"), STAGES + 10, 2, STAGES);
        fill(directory.resolve("home"));
        long start = System.nanoTime();
        try (Pipeline pipeline = Pipeline.start(directory.resolve("home"), repository)) {
            double startMillis = (System.nanoTime() - start) / 1e6;
            Api api = new Api(pipeline.engine(), Access.EVERYTHING, InstantSource.system());
            String path = "/projects/" + Pipeline.PROJECT + "/graph";
            ApiResponse first = get(api, path, "");
            Sample graph = new Sample();
            Sample unchanged = new Sample();
            for (int run = 0; run < 300; run++) {
                // Each round something has changed, so that nothing is answered from the last answer.
                pipeline.newFreight();
                graph.time(() -> get(api, path, ""));
                String tag = String.valueOf(get(api, path, "").headers().get("ETag"));
                unchanged.time(() -> {
                    if (get(api, path, tag).status() != 304) {
                        throw new IllegalStateException("An unchanged poll was answered in full");
                    }
                });
            }
            for (int collection = 0; collection < 3; collection++) {
                System.gc();
                Thread.sleep(200);
            }
            Runtime runtime = Runtime.getRuntime();
            report.columns("what", "figure");
            report.row(
                    "heap in use after a collection",
                    (runtime.totalMemory() - runtime.freeMemory()) / 1024 / 1024 + " MB");
            report.row("start with all of it", Sample.text(startMillis));
            report.row("board data after a change, median", Sample.text(graph.medianMillis()));
            report.row("board data after a change, 99th percentile", Sample.text(graph.quantileMillis(0.99)));
            report.row("size of the board data", first.body().length / 1024 + " KB before compression");
            report.row("unchanged poll, median", Sample.text(unchanged.medianMillis()));
            report.row("unchanged poll, 99th percentile", Sample.text(unchanged.quantileMillis(0.99)));
        }
    }

    private static ApiResponse get(Api api, String path, String tag) {
        ApiRequest plain = ApiRequest.get(path, SOMEBODY);
        ApiResponse response = api.handle(
                tag.isEmpty()
                        ? plain
                        : new ApiRequest(
                                plain.method(),
                                plain.path(),
                                plain.query(),
                                Map.of("if-none-match", tag),
                                plain.body(),
                                plain.actor()));
        if (response.status() >= 400) {
            throw new IllegalStateException(path + " was answered with " + response.status());
        }
        return response;
    }

    private static void fill(Path home) {
        Instant now = Instant.now();
        PromotionName names = new PromotionName();
        try (Store store = Store.open(home, InstantSource.system())) {
            List<Freight> freight = new ArrayList<>();
            for (int i = 0; i < FREIGHT; i++) {
                freight.add(freight(i, now.minus(Duration.ofMinutes(FREIGHT - i))));
            }
            store.write(transaction -> {
                freight.forEach(transaction::put);
                return true;
            });
            for (int batch = 0; batch < PROMOTIONS; batch += 500) {
                int from = batch;
                store.write(transaction -> {
                    for (int i = from; i < from + 500; i++) {
                        Freight what = freight.get(i % FREIGHT);
                        String stage = "stage-" + i % STAGES;
                        Promotion promotion = promotion(names, stage, what, now.minusSeconds(PROMOTIONS - i));
                        transaction.put(promotion);
                        transaction.put(new StageState(
                                Pipeline.PROJECT,
                                stage,
                                List.of(new FreightCollection(
                                        FreightName.ofCollection(List.of(what.name())),
                                        Map.of(what.origin().key(), what.reference()),
                                        List.of())),
                                null,
                                null,
                                null,
                                Map.of(),
                                Map.of()));
                    }
                    return true;
                });
            }
        }
    }

    private static Freight freight(int number, Instant at) {
        FreightOrigin origin = FreightOrigin.warehouse("application");
        Artifacts artifacts = Artifacts.ofCommits(List.of(new GitCommit(
                "https://example.com/application",
                String.format("%040x", number),
                "main",
                "",
                "Change " + number,
                "A <a@example.com>",
                "A <a@example.com>",
                "")));
        return new Freight(
                Pipeline.PROJECT,
                FreightName.of(origin, artifacts),
                "freight-" + number,
                origin,
                artifacts,
                at,
                Actor.ENGINE,
                FreightStatus.NEW);
    }

    private static Promotion promotion(PromotionName names, String stage, Freight freight, Instant at) {
        List<StepExecution> steps = new ArrayList<>();
        for (String step : List.of("git-clone", "yaml-update", "git-commit", "git-push")) {
            steps.add(new StepExecution(step, step, StepStatus.SUCCEEDED, "", 0, false, at, at.plusMillis(20), null));
        }
        return new Promotion(
                Pipeline.PROJECT,
                names.next(stage, freight.name(), at),
                stage,
                freight.reference(),
                List.of(),
                List.of(),
                Promotion.Intent.NONE,
                false,
                SOMEBODY,
                at,
                at,
                at.plusSeconds(1),
                PromotionPhase.SUCCEEDED,
                "",
                null,
                null,
                4,
                steps,
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of());
    }
}
