package io.jenkins.plugins.waybill.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Store;
import io.jenkins.plugins.waybill.store.Transaction;

/** Takes a past over into the state, all or nothing; what is there already stays as it is. */
public final class StateImport {

    private StateImport() {}

    /**
     * What came of an import.
     *
     * @param freight how many pieces of Freight are new
     * @param stages how many Stages got their history
     * @param promotions how many promotions are new
     * @param notes what was left as it was, and why
     */
    public record Outcome(int freight, int stages, int promotions, List<String> notes) {}

    /**
     * Takes a past over, with an event in the audit log for each thing.
     *
     * @param actor who does it
     * @param source where the past comes from, such as a file's name
     */
    public static Outcome into(Store store, Past past, Actor actor, String source) {
        return store.write(transaction -> {
            List<String> notes = new ArrayList<>(past.notes());
            int freight = 0;
            for (Freight each : past.freight()) {
                freight += freight(transaction, each, actor, source, notes);
            }
            int promotions = 0;
            for (Promotion each : past.promotions()) {
                promotions += promotion(transaction, each, actor, source);
            }
            int stages = 0;
            for (StageState each : past.stages()) {
                stages += stage(transaction, each, actor, source, notes);
            }
            return new Outcome(freight, stages, promotions, List.copyOf(notes));
        });
    }

    private static int freight(
            Transaction transaction, Freight freight, Actor actor, String source, List<String> notes) {
        ProjectState state = transaction.state().project(freight.project());
        if (state.freight(freight.name()).isPresent()) {
            return 0;
        }
        Freight named = freight;
        Optional<Freight> taken = freight.alias().isEmpty() ? Optional.empty() : state.freightByAlias(freight.alias());
        if (freight.alias().isEmpty() || taken.isPresent()) {
            named = freight.withAlias("kargo-" + freight.name());
            taken.ifPresent(other -> notes.add("Freight " + freight.name() + " is called " + freight.alias()
                    + " in Kargo, but so is " + other.name() + " here; it became kargo-" + freight.name() + "."));
        }
        transaction.put(named);
        ObjectNode detail = detail(source)
                .put("alias", named.alias())
                .put("warehouse", named.origin().name());
        named.status().verifiedIn().forEach((stage, use) -> detail.withObject("/verifiedIn")
                .put(stage, use.verifiedAt().toString()));
        named.status().approvedFor().forEach((stage, use) -> detail.withObject("/approvedFor")
                .put(stage, use.approvedAt().toString()));
        transaction.audit(named.project(), actor, "FreightImported", "freight/" + named.name(), detail);
        return 1;
    }

    private static int promotion(Transaction transaction, Promotion promotion, Actor actor, String source) {
        if (transaction
                .state()
                .project(promotion.project())
                .promotion(promotion.name())
                .isPresent()) {
            return 0;
        }
        transaction.put(promotion);
        transaction.audit(
                promotion.project(),
                actor,
                "PromotionImported",
                "promotion/" + promotion.name(),
                detail(source)
                        .put("stage", promotion.stage())
                        .put("freight", promotion.freight().name())
                        .put("phase", promotion.phase().displayName()));
        return 1;
    }

    private static int stage(
            Transaction transaction, StageState stage, Actor actor, String source, List<String> notes) {
        StageState here = transaction.state().project(stage.project()).stage(stage.stage());
        if (!here.equals(StageState.initial(stage.project(), stage.stage()))) {
            if (!here.equals(stage)) {
                notes.add("Stage " + stage.stage() + " has a history of its own here, which stays.");
            }
            return 0;
        }
        transaction.put(stage);
        ObjectNode detail =
                detail(source).put("collections", stage.freightHistory().size());
        stage.current().ifPresent(current -> current.items()
                .forEach((origin, freight) -> detail.withObject("/current").put(origin, freight.name())));
        transaction.audit(stage.project(), actor, "StageImported", "stage/" + stage.stage(), detail);
        return 1;
    }

    private static ObjectNode detail(String source) {
        return JsonNodeFactory.instance.objectNode().put("source", source);
    }
}
