package io.jenkins.plugins.waybill.promotion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StageState.LastPromotion;

/** What a Stage will run after a promotion: the promoted Freight, and that of the other origins as it was. */
final class InheritedFreight {

    private InheritedFreight() {}

    /**
     * Puts the collection together. Other origins' Freight comes from the last promotion that ended, well or not, and
     * only while the Stage still requests it.
     */
    static FreightCollection with(FreightReference promoted, Stage stage, StageState state) {
        Map<String, FreightReference> items = new LinkedHashMap<>();
        items.put(promoted.origin().key(), promoted);
        LastPromotion last = state.lastPromotion();
        if (last != null && last.collection() != null) {
            for (FreightRequest request : stage.requestedFreight()) {
                FreightReference inherited =
                        last.collection().items().get(request.origin().key());
                if (inherited != null) {
                    items.putIfAbsent(request.origin().key(), inherited);
                }
            }
        }
        return new FreightCollection(
                FreightName.ofCollection(
                        items.values().stream().map(FreightReference::name).toList()),
                items,
                List.of());
    }
}
