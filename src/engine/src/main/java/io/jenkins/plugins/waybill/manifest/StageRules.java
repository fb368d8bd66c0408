package io.jenkins.plugins.waybill.manifest;

import java.util.HashMap;
import java.util.Map;

/** What Kargo's admission demands of one Stage, and what in it cannot work whatever the other documents say. */
final class StageRules {

    private StageRules() {}

    static void check(ManifestDocument document, Report report) {
        Fields spec = document.spec();
        Map<String, Fields> byOrigin = new HashMap<>();
        for (Fields request : spec.objects("requestedFreight")) {
            String origin = request.object("origin").text("name");
            Fields earlier = byOrigin.putIfAbsent(origin, request);
            if (earlier != null && !origin.isEmpty()) {
                report.refuse(
                        Rule.DUPLICATE_ORIGIN,
                        request.position(),
                        "Freight of Warehouse '" + origin + "' is already requested at line "
                                + earlier.position().line() + ". Put the sources together in one request.");
            }
            matchUpstream(request.object("sources"), report);
        }
        StepRules.check(spec.object("promotionTemplate").object("spec").objects("steps"), report);
        if (spec.has("targets")) {
            report.warn(Rule.NOT_RUN, spec.keyPosition("targets"), "Targets are checked, but have no effect here.");
        }
    }

    private static void matchUpstream(Fields sources, Report report) {
        Fields options = sources.object("autoPromotionOptions");
        if (!options.text("selectionPolicy").equals("MatchUpstream")) {
            return;
        }
        int stages = sources.items("stages").size();
        if (sources.flag("direct", false) || stages != 1) {
            report.refuse(
                    Rule.MATCH_UPSTREAM,
                    options.position("selectionPolicy"),
                    "'MatchUpstream' needs exactly one upstream Stage and no 'direct', but there "
                            + (stages == 1 ? "is one Stage" : "are " + stages + " Stages")
                            + (sources.flag("direct", false) ? " and 'direct'." : "."));
        }
    }
}
