package io.jenkins.plugins.waybill.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill input}. */
@Command(
        name = "input",
        description = "Fills in the form of a promotion that waits for input.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill input --stage prod --value summary='New checkout' --value urgent=true",
            "  waybill input --stage prod --value 'version=\"1.20\"' # quotes keep it a text"
        })
final class InputCommand extends RemoteCommand {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Parameters(paramLabel = "PROMOTION", arity = "0..1", description = "The promotion that waits.")
    @Nullable
    String promotion;

    @Option(names = "--stage", paramLabel = "NAME", description = "The Stage whose promotion waits.")
    @Nullable
    String stage;

    @Option(
            names = "--value",
            paramLabel = "FIELD=VALUE",
            required = true,
            description = "A field of the form; what reads as JSON (a number, true, a list) is that, the rest is text.")
    Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Goes into the audit log.")
    String comment = "";

    InputCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(ApiClient api) {
        String path = projectPath(api);
        String name = promotion(api, path, promotion, stage);
        ObjectNode body = Output.object().put("comment", comment);
        ObjectNode fields = body.putObject("values");
        values.forEach((field, value) -> fields.set(field, value(value)));
        JsonNode detail = api.post(path + "/promotions/" + ApiClient.segment(name) + "/input", body);
        return answer(detail, "Filled in. " + Promotions.sentence(detail));
    }

    private static JsonNode value(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json == null || json.isMissingNode() ? JSON.getNodeFactory().textNode(text) : json;
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }
}
