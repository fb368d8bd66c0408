package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;

/**
 * A program that leaves a database for {@link UpgradeTest} behind. To be run once for each new schema, when its script is
 * final; {@code sqlite3 DIR/waybill.db .dump} then makes the text.
 */
final class StateToRecord {

    private StateToRecord() {}

    /** Takes an empty directory. */
    public static void main(String[] arguments) throws Exception {
        try (PromotionEngine engine = PromotionEngine.start(SampleHost.in(Path.of(arguments[0])))) {
            engine.projects().define(UpgradeTest.pipeline());
            Actor ann = Actor.user("ann");
            Freight first = freight(engine, "1.0", "first");
            Freight second = freight(engine, "1.1", null);
            for (Freight freight : List.of(first, second)) {
                Promotion promotion = engine.promotions().promote("shop", "dev", freight.name(), ann, false);
                until(() -> engine.promotions().get("shop", promotion.name()).phase() == PromotionPhase.SUCCEEDED);
            }
            engine.freight().approve("shop", "prod", second.name(), Actor.user("ben"), "looks good");
            engine.approvals().awaitApproval(ApprovalRequest.of("shop", "gate", "prod", second.name()), ann);
            Promotion waiting = engine.promotions().promote("shop", "prod", first.name(), ann, false);
            answer(engine, waiting, "ben", "ship it");
        }
    }

    /** Approves a promotion as soon as it asks. */
    static void answer(PromotionEngine engine, Promotion promotion, String user, String comment)
            throws InterruptedException {
        until(() -> {
            try {
                engine.answers().respond("shop", promotion.name(), null, Actor.user(user), true, comment);
                return true;
            } catch (Refusal notYet) {
                return false;
            }
        });
    }

    private static Freight freight(PromotionEngine engine, String tag, String alias) {
        return engine.freight()
                .create(
                        "shop",
                        FreightOrigin.warehouse("app"),
                        new Artifacts(
                                List.of(),
                                List.of(new Image(
                                        "127.0.0.1:1/shop/app", tag, "sha256:" + "0".repeat(64), Map.of(), "")),
                                List.of(),
                                List.of()),
                        alias,
                        Actor.user("ann"));
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
