package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.fixture.GitHttpServer;
import io.jenkins.plugins.waybill.fixture.PostgresServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import io.jenkins.plugins.waybill.store.StoreSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Kills a real process that runs a real pipeline, and looks whether anything was lost or done twice. The remote is a
 * server of its own, as it always is: it outlives the process.
 */
class CrashTest {

    private static final int MOST_LIVES = 60;

    @TempDir
    Path directory;

    private Path home;
    private StoreSettings store;

    /** Where the state is kept. */
    enum Keeper {
        SQLITE,
        POSTGRESQL;

        StoreSettings settings() throws Exception {
            return switch (this) {
                case SQLITE -> StoreSettings.embedded();
                case POSTGRESQL -> {
                    PostgresServer server = PostgresServer.shared();
                    yield server.settings(server.createDatabase());
                }
            };
        }
    }

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
    }

    @ParameterizedTest
    @EnumSource(Keeper.class)
    void deathBeforeAndAfterEveryStepLosesNothingAndRepeatsNothing(Keeper keeper) throws Exception {
        store = keeper.settings();
        try (SampleRepository repository = SampleRepository.create(directory.resolve("served/app.git"));
                GitHttpServer server = GitHttpServer.serve(directory.resolve("served"))) {
            repository.commit("main", "README", "hello");
            List<String> points = new ArrayList<>();
            for (String step : CrashingPipeline.STEPS) {
                points.add("dev/" + step + "/before");
                points.add("staging/" + step + "/after");
            }
            points.add("dev/push/after-landing");
            points.add("prod/commit/after");
            points.add("prod/push/after-landing");

            int lives = liveUntilDone(server.url("app.git"), points, life -> {});

            assertThat(lives).isEqualTo(points.size() + 1);
            everythingHappenedOnce(repository);
        }
    }

    @ParameterizedTest
    @EnumSource(Keeper.class)
    void deathAtAnyMomentLosesNothingAndRepeatsNothing(Keeper keeper) throws Exception {
        store = keeper.settings();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (SampleRepository repository = SampleRepository.create(directory.resolve("served/app.git"));
                GitHttpServer server = GitHttpServer.serve(directory.resolve("served"))) {
            repository.commit("main", "README", "hello");

            liveUntilDone(server.url("app.git"), List.of(), life -> {
                // The pipeline takes some hundred milliseconds from here.
                life.process().inputReader().readLine();
                if (life.number() <= 8 && !life.process().waitFor(random.nextInt(600), TimeUnit.MILLISECONDS)) {
                    life.process().destroyForcibly();
                }
            });

            everythingHappenedOnce(repository);
        } catch (AssertionError e) {
            throw new AssertionError("With seed " + seed, e);
        }
    }

    private record Life(int number, Process process) {}

    private interface Fate {
        void strike(Life life) throws Exception;
    }

    private int liveUntilDone(String remote, List<String> points, Fate fate) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingPipeline.class.getName(),
                                home.toString(),
                                remote),
                        points.stream())
                .toList();
        Path output = directory.resolve("output.txt");
        for (int number = 1; number <= MOST_LIVES; number++) {
            ProcessBuilder program =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(output.toFile()));
            if (store instanceof StoreSettings.PostgreSql postgres) {
                program.environment().put(CrashingPipeline.STORE, postgres.url());
            }
            Process process = program.start();
            fate.strike(new Life(number, process));
            int end = process.waitFor();
            if (end == 0) {
                return number;
            }
            assertThat(end).as(() -> text(output)).isEqualTo(137);
        }
        throw new AssertionError("Not done after " + MOST_LIVES + " lives: " + text(output));
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void everythingHappenedOnce(SampleRepository repository) {
        assertThat(repository.history("main")).hasSize(4).contains("Promote dev", "Promote staging", "Promote prod");
        try (PromotionEngine engine = PromotionEngine.start(
                SampleHost.in(home),
                EngineOptions.standard().with(PromotionEngine.Mode.ON_REQUEST).with(store))) {
            assertThat(engine.state("shop").freight()).hasSize(1);
            assertThat(engine.state("shop").promotions())
                    .extracting(PromotionSummary::stage, PromotionSummary::phase)
                    .containsExactlyInAnyOrder(
                            tuple("dev", PromotionPhase.SUCCEEDED),
                            tuple("staging", PromotionPhase.SUCCEEDED),
                            tuple("prod", PromotionPhase.SUCCEEDED));
            assertThat(engine.audit().verify().findings()).isEmpty();
            for (PromotionSummary promotion : engine.state("shop").promotions()) {
                assertThat(repository.read("main", promotion.stage() + ".txt")).isEqualTo(promotion.name());
            }
        }
    }
}
