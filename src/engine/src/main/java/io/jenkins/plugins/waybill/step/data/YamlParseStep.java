package io.jenkins.plugins.waybill.step.data;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** {@code yaml-parse}: reads values from a YAML file by expressions over its document. */
public final class YamlParseStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(YamlParseStep.class, "yaml-parse");

    private record Config(String path, List<Output> outputs) {}

    private record Output(String name, String fromExpression) {}

    @Override
    public String name() {
        return "yaml-parse";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        DataFile file = DataFile.read(context.workspace(), config.path());
        Scope scope = scope(config.path(), load(config.path(), file.text()));
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Output output : config.outputs()) {
            try {
                values.set(
                        output.name(),
                        GoJson.toTree(
                                Expression.compile(output.fromExpression()).evaluate(scope)));
            } catch (ExpressionException e) {
                throw StepFailure.retryable(
                        "output '" + output.name() + "' cannot be read from " + config.path() + ": " + e.getMessage());
            }
        }
        return StepResult.succeeded(values);
    }

    private static @Nullable Object load(String path, String text) throws StepFailure {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(path)
                    .setSchema(new CoreSchema())
                    .build();
            for (Object document : new Load(settings).loadAllFromString(text)) {
                return document;
            }
        } catch (YamlEngineException e) {
            throw StepFailure.retryable(path + " is no YAML: " + e.getMessage());
        }
        throw StepFailure.retryable(path + " is empty; there is nothing to read.");
    }

    private static Scope scope(String path, @Nullable Object document) throws StepFailure {
        if (!(document instanceof Map<?, ?> map)) {
            throw StepFailure.retryable(path + " holds " + (document instanceof List<?> ? "a list" : "a single value")
                    + " and no map; expressions are read over the keys of a map.");
        }
        Scope.Builder scope = Scope.builder();
        map.forEach((key, value) -> scope.variable(String.valueOf(key), value));
        return scope.build();
    }
}
