package io.jenkins.plugins.waybill.manifest;

import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.PromotionTemplate;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Variable;
import io.jenkins.plugins.waybill.model.VerificationTemplate;

/** Reads a Stage. */
final class StageReader {

    private StageReader() {}

    static Stage read(ManifestDocument document) {
        Fields metadata = document.fields().object("metadata");
        Fields spec = document.spec();
        Fields template = spec.object("promotionTemplate").object("spec");
        return new Stage(
                document.name(),
                metadata.textMap("labels"),
                metadata.textMap("annotations"),
                StepReader.variables(spec),
                spec.objects("requestedFreight", StageReader::request),
                new PromotionTemplate(StepReader.variables(template), StepReader.steps(template)),
                spec.has("verification") ? verification(spec.object("verification")) : null,
                document.position());
    }

    private static FreightRequest request(Fields request) {
        Fields origin = request.object("origin");
        Fields sources = request.object("sources");
        String selection = sources.object("autoPromotionOptions").text("selectionPolicy");
        return new FreightRequest(
                new FreightOrigin(origin.text("kind", "Warehouse"), origin.text("name")),
                sources.flag("direct", false),
                sources.texts("stages"),
                GoDuration.parse(sources.text("requiredSoakTime")).orElse(null),
                sources.text("availabilityStrategy").equals("All")
                        ? FreightRequest.Availability.ALL
                        : FreightRequest.Availability.ONE_OF,
                selection.equals("MatchUpstream")
                        ? FreightRequest.Selection.MATCH_UPSTREAM
                        : FreightRequest.Selection.NEWEST_FREIGHT,
                request.position());
    }

    private static VerificationTemplate verification(Fields verification) {
        return new VerificationTemplate(
                verification.objects(
                        "analysisTemplates",
                        template -> new VerificationTemplate.AnalysisTemplateReference(
                                template.text("name"), template.text("kind", "AnalysisTemplate"))),
                verification.objects(
                        "args",
                        argument -> new Variable(
                                argument.text("name"), argument.text("value"), argument.position("value"))),
                verification.object("analysisRunMetadata").textMap("labels"),
                verification.object("analysisRunMetadata").textMap("annotations"),
                verification.position());
    }
}
