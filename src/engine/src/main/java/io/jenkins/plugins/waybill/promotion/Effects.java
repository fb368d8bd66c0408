package io.jenkins.plugins.waybill.promotion;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepFailure;

/** What a step changes beside its workspace: done in a promotion, withheld in a plan. */
interface Effects {

    void log(String step, String line);

    void plan(PlannedEffect effect);

    void setMetadata(String kind, String name, Map<String, JsonNode> values) throws StepFailure;

    void setFreightAlias(String freight, String alias) throws StepFailure;
}
