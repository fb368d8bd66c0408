package io.jenkins.plugins.waybill.step.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.HttpUrl;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/** {@code http}: sends a request and decides over its answer; while neither expression holds it asks again later. */
public final class HttpStep implements PromotionStep {

    private static final int LARGEST_BODY = 2 * 1024 * 1024;

    private final StepSchema schema = StepSchema.beside(HttpStep.class, "http");

    @Override
    public String name() {
        return "http";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public boolean reachesOutside() {
        return true;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        HttpConfig config = StepConfig.read(context.config(), HttpConfig.class);
        @Nullable Expression success = compile("successExpression", config.successExpression());
        @Nullable Expression failure = compile("failureExpression", config.failureExpression());
        @Nullable Expression error = compile("errorExpression", config.errorExpression());
        Answer answer = send(context, config);
        context.log(config.verb() + " " + HttpUrl.shown(config.url()) + " answered " + answer.status());
        if (failure != null && holds("failureExpression", failure, answer)) {
            throw StepFailure.failed("HTTP response met failure criteria" + reason(error, answer));
        }
        if (success != null && holds("successExpression", success, answer)
                || success == null && failure == null && answer.isSuccess()) {
            return StepResult.succeeded(outputs(config.outputs(), answer));
        }
        if (success == null && failure == null) {
            return StepResult.missed(
                    config.verb() + " " + HttpUrl.shown(config.url()) + " answered " + answer.status()
                            + reason(error, answer) + "; it is asked again",
                    null);
        }
        return StepResult.running(
                "waits until the answer of " + HttpUrl.shown(config.url()) + " satisfies "
                        + (success == null ? "not failureExpression" : "successExpression") + "; the last was "
                        + answer.status(),
                null,
                config.pollOrDefault());
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        HttpConfig config = StepConfig.read(context.config(), HttpConfig.class);
        context.plan(
                new PlannedEffect(name(), "would send " + config.verb() + " to " + HttpUrl.shown(config.url()), null));
        return StepResult.succeeded();
    }

    private static Answer send(StepContext context, HttpConfig config)
            throws IOException, InterruptedException, StepFailure {
        byte[] body = body(context, config);
        try {
            HttpAnswer answer =
                    HttpSender.shared().send(config.request().call(LARGEST_BODY).body(body));
            return Answer.of(answer.status(), answer.headers(), answer.body(), config.responseContentType());
        } catch (HttpFailure e) {
            if (e.reason() == HttpFailure.Reason.TOO_LARGE) {
                throw StepFailure.retryable(e.getMessage() + " Use http-download for files.");
            }
            throw RequestConfig.failure(e);
        }
    }

    private static byte[] body(StepContext context, HttpConfig config) throws IOException, StepFailure {
        if (config.bodyFromFile() == null) {
            return config.body() == null ? new byte[0] : config.body().getBytes(StandardCharsets.UTF_8);
        }
        try {
            byte[] bytes = context.workspace().read(config.bodyFromFile());
            if (bytes.length > LARGEST_BODY) {
                throw StepFailure.failed("'" + config.bodyFromFile() + "' is larger than 2 MiB; http sends no more.");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw StepFailure.retryable(
                    "There is no file '" + config.bodyFromFile() + "' in the workspace to send as body.");
        }
    }

    static @Nullable Expression compile(String field, @Nullable String text) throws StepFailure {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Expression.compile(text);
        } catch (ExpressionException e) {
            throw StepFailure.errored(field + " cannot be read: " + e.getMessage());
        }
    }

    static boolean holds(String field, Expression expression, Answer answer) throws StepFailure {
        try {
            if (expression.evaluate(answer.scope()) instanceof Boolean yes) {
                return yes;
            }
        } catch (ExpressionException e) {
            throw StepFailure.retryable(field + " cannot be evaluated: " + e.getMessage());
        }
        throw StepFailure.retryable(field + " must give true or false: " + expression.text());
    }

    static String reason(@Nullable Expression error, Answer answer) {
        if (error == null) {
            return "";
        }
        try {
            return error.evaluate(answer.scope()) instanceof String text ? ": " + text : "";
        } catch (ExpressionException e) {
            return "";
        }
    }

    static ObjectNode outputs(@Nullable List<HttpConfig.Output> wanted, Answer answer) throws StepFailure {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        for (HttpConfig.Output output : Optional.ofNullable(wanted).orElse(List.of())) {
            try {
                outputs.set(
                        output.name(),
                        GoJson.toTree(
                                Expression.compile(output.fromExpression()).evaluate(answer.scope())));
            } catch (ExpressionException e) {
                throw StepFailure.retryable(
                        "output '" + output.name() + "' cannot be read from the answer: " + e.getMessage());
            }
        }
        return outputs;
    }
}
