package io.jenkins.plugins.waybill.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;

/** What going back means: the latest earlier Freight of the origin that was promoted last. */
final class Rollback {

    private Rollback() {}

    static String target(Stage stage, StageState state) {
        List<FreightCollection> history = state.freightHistory();
        for (int i = 1; i < history.size(); i++) {
            Optional<String> different = different(stage, history.get(0), history.get(i));
            if (different.isPresent()) {
                return different.get();
            }
        }
        throw new Refusal(
                Refusal.Code.CONFLICT,
                "Stage '" + state.stage() + "' has not run other Freight before; there is nothing to go back to.");
    }

    private static Optional<String> different(Stage stage, FreightCollection now, FreightCollection then) {
        return then.items().entrySet().stream()
                .filter(entry -> stage.request(entry.getValue().origin()).isPresent())
                .filter(entry -> Optional.ofNullable(now.items().get(entry.getKey()))
                        .filter(current ->
                                !current.name().equals(entry.getValue().name()))
                        .isPresent())
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .map(FreightReference::name)
                .findFirst();
    }
}
