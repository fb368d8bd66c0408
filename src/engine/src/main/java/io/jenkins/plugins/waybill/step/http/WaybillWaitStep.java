package io.jenkins.plugins.waybill.step.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.HttpUrl;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/**
 * {@code waybill-wait}: asks a URL until its answer is as wanted. Unlike {@code http} it only reads, and so takes silence
 * and trouble for "not yet". The name is one that Kargo will not take.
 */
public final class WaybillWaitStep implements PromotionStep {

    private static final int LARGEST_BODY = 2 * 1024 * 1024;
    private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403);

    private final StepSchema schema = StepSchema.beside(WaybillWaitStep.class, "waybill-wait");

    private record Config(
            String url,
            @Nullable List<RequestConfig.Pair> headers,
            @Nullable List<RequestConfig.Pair> queryParams,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify,
            @Nullable String certificates,
            @Nullable String timeout,
            @Nullable String interval,
            @Nullable Integer successes,
            @Nullable String responseContentType,
            @Nullable String successExpression,
            @Nullable String failureExpression,
            @Nullable String errorExpression,
            @Nullable List<HttpConfig.Output> outputs) {

        HttpCall call() throws StepFailure {
            HttpCall call = new RequestConfig(
                            "GET", url, headers, queryParams, insecureSkipTlsVerify, null, duration("timeout", timeout))
                    .call(LARGEST_BODY);
            return certificates == null ? call : call.trust(TlsTrust.authorities(certificates));
        }

        Duration pause() throws StepFailure {
            return duration("interval", interval);
        }

        int needed() {
            return successes == null ? 1 : successes;
        }

        private static Duration duration(String field, @Nullable String text) throws StepFailure {
            return RequestConfig.duration("waybill-wait", field, text, Duration.ofSeconds(10));
        }
    }

    @Override
    public String name() {
        return "waybill-wait";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofMinutes(10);
    }

    @Override
    public boolean reachesOutside() {
        return true;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        @Nullable Expression success = HttpStep.compile("successExpression", config.successExpression());
        @Nullable Expression failure = HttpStep.compile("failureExpression", config.failureExpression());
        @Nullable Expression error = HttpStep.compile("errorExpression", config.errorExpression());
        config.pause();
        HttpCall call = config.call();
        Answer answer;
        try {
            HttpAnswer said = HttpSender.shared().send(call);
            answer = Answer.of(said.status(), said.headers(), said.body(), config.responseContentType());
        } catch (HttpFailure e) {
            return unanswered(config, e);
        } catch (StepFailure unreadable) {
            return waiting(config, 0, String.valueOf(unreadable.getMessage()));
        }
        if (failure != null && HttpStep.holds("failureExpression", failure, answer)) {
            throw StepFailure.failed("The answer of " + HttpUrl.shown(config.url()) + " meets failureExpression"
                    + HttpStep.reason(error, answer) + ".");
        }
        boolean wanted = success == null ? answer.isSuccess() : HttpStep.holds("successExpression", success, answer);
        if (!wanted) {
            return notYet(config, error, answer);
        }
        int successes = inARow(context) + 1;
        return successes >= config.needed()
                ? StepResult.succeeded(HttpStep.outputs(config.outputs(), answer))
                : waiting(config, successes, successes + " of " + config.needed() + " answers in a row are as wanted");
    }

    private static StepResult unanswered(Config config, HttpFailure failure) throws StepFailure {
        return switch (failure.reason()) {
            case REFUSED, UNTRUSTED, TOO_LARGE -> throw RequestConfig.failure(failure);
            case UNREACHABLE, TIMED_OUT, BROKEN -> waiting(config, 0, String.valueOf(failure.getMessage()));
        };
    }

    private static StepResult notYet(Config config, @Nullable Expression error, Answer answer) throws StepFailure {
        String said = "the last answer was " + answer.status() + HttpStep.reason(error, answer);
        if (NOT_ALLOWED.contains(answer.status())) {
            throw StepFailure.retryable("GET " + HttpUrl.shown(config.url()) + ": " + said
                    + ". Check the credentials in 'headers', and what they allow.");
        }
        return waiting(config, 0, said);
    }

    private static StepResult waiting(Config config, int successes, String why) throws StepFailure {
        return StepResult.running(
                "waits for " + HttpUrl.shown(config.url()) + ": " + why,
                JsonNodeFactory.instance.objectNode().put("successes", successes),
                config.pause());
    }

    private static int inARow(StepContext context) {
        ObjectNode before = context.previousOutput();
        return before == null ? 0 : before.path("successes").asInt(0);
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        context.plan(new PlannedEffect(
                name(), "would wait until " + HttpUrl.shown(config.url()) + " answers as wanted", null));
        return StepResult.succeeded();
    }
}
