package io.jenkins.plugins.waybill.step.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** The config of {@code http}; its schema tells what each part means. */
record HttpConfig(
        @Nullable String method,
        String url,
        @Nullable List<Pair> headers,
        @Nullable List<Pair> queryParams,
        @Nullable String body,
        @Nullable String bodyFromFile,
        @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify,
        @Nullable String proxy,
        @Nullable String timeout,
        @Nullable String pollInterval,
        @Nullable String responseContentType,
        @Nullable List<Output> outputs,
        @Nullable String successExpression,
        @Nullable String failureExpression,
        @Nullable String errorExpression) {

    record Pair(String name, String value) {}

    record Output(String name, String fromExpression) {}

    String verb() {
        return Objects.requireNonNullElse(method, "GET");
    }

    Duration timeoutOrDefault() throws StepFailure {
        return duration("timeout", timeout, Duration.ofSeconds(10));
    }

    Duration pollOrDefault() throws StepFailure {
        return duration("pollInterval", pollInterval, Duration.ofSeconds(30));
    }

    private static Duration duration(String field, @Nullable String text, Duration absent) throws StepFailure {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        return GoDuration.parse(text)
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .orElseThrow(() -> StepFailure.failed(
                        "invalid http config: " + field + " '" + text + "' is no duration such as 10s or 5m."));
    }
}
