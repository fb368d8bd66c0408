package io.jenkins.plugins.waybill.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.store.StoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StoreCopyTest {

    @TempDir
    Path home;

    @TempDir
    Path restored;

    @Test
    void anEngineKeepsACopyThatAnotherCanStartFrom() throws Exception {
        Path copy = home.resolve("backup/waybill.db");
        EngineOptions options = EngineOptions.standard().with(new StoreSettings.Embedded(Duration.ofMillis(20)));
        try (PromotionEngine engine = PromotionEngine.start(SampleHost.in(home), options)) {
            engine.projects().define(UpgradeTest.pipeline());
            engine.freight()
                    .create(
                            "shop",
                            FreightOrigin.warehouse("app"),
                            new Artifacts(
                                    List.of(),
                                    List.of(new Image("127.0.0.1:1/shop/app", "1.0", "", Map.of(), "")),
                                    List.of(),
                                    List.of()),
                            "first",
                            Actor.ENGINE);
            until(() -> freightIn(copy) == 1);
        }
        Files.copy(copy, restored.resolve("waybill.db"));
        try (PromotionEngine engine = PromotionEngine.start(SampleHost.in(restored), PromotionEngine.Mode.ON_REQUEST)) {
            engine.projects().define(UpgradeTest.pipeline());
            assertThat(engine.freight().get("shop", "first").alias()).isEqualTo("first");
            assertThat(engine.audit().verify().intact()).isTrue();
        }
    }

    private static long freightIn(Path database) {
        if (!Files.exists(database)) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM freight")) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("no copy yet").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
