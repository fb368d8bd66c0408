package io.jenkins.plugins.waybill.step.http;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.HttpUrl;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/** {@code http-download}: fetches a file into the workspace. It changes nothing outside, so a plan does it too. */
public final class HttpDownloadStep implements PromotionStep {

    private static final long LARGEST_FILE = 100L * 1024 * 1024;

    private final StepSchema schema = StepSchema.beside(HttpDownloadStep.class, "http-download");

    private record Config(
            String url,
            String outPath,
            boolean allowOverwrite,
            @Nullable List<RequestConfig.Pair> headers,
            @Nullable List<RequestConfig.Pair> queryParams,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify,
            @Nullable String timeout) {

        RequestConfig request() throws StepFailure {
            Duration whole = RequestConfig.duration("http-download", "timeout", timeout, Duration.ofMinutes(5));
            return new RequestConfig("GET", url, headers, queryParams, insecureSkipTlsVerify, null, whole);
        }
    }

    @Override
    public String name() {
        return "http-download";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        if (!config.allowOverwrite()
                && context.workspace().find(config.outPath()).isPresent()) {
            throw StepFailure.errored(
                    "There is a file at '" + config.outPath() + "' already. Set allowOverwrite: true to replace it.");
        }
        HttpAnswer answer = send(config);
        if (!answer.isSuccess()) {
            throw StepFailure.retryableFailure("GET " + HttpUrl.shown(config.url()) + " answered " + answer.status()
                    + "; a file comes with a status from 200 to 299.");
        }
        context.workspace().write(config.outPath(), answer.body());
        context.log("Downloaded " + answer.body().length + " bytes from " + HttpUrl.shown(config.url()) + " to "
                + config.outPath());
        return StepResult.succeeded();
    }

    private static HttpAnswer send(Config config) throws StepFailure, InterruptedException {
        try {
            return HttpSender.shared().send(config.request().call(LARGEST_FILE));
        } catch (HttpFailure e) {
            if (e.reason() == HttpFailure.Reason.TOO_LARGE) {
                throw StepFailure.errored(e.getMessage() + " http-download takes no larger files.");
            }
            throw RequestConfig.failure(e);
        }
    }
}
