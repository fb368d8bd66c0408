package io.jenkins.plugins.waybill.migration;

import java.util.List;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;

/**
 * What happened before a project moved in.
 *
 * @param freight Freight with where it is and what it passed
 * @param stages what ran in the Stages, and how it was verified
 * @param promotions promotions that are over
 * @param notes what could not be read as it was written, for people
 */
public record Past(List<Freight> freight, List<StageState> stages, List<Promotion> promotions, List<String> notes) {

    public Past {
        freight = List.copyOf(freight);
        stages = List.copyOf(stages);
        promotions = List.copyOf(promotions);
        notes = List.copyOf(notes);
    }
}
