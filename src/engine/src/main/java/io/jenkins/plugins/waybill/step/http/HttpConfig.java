package io.jenkins.plugins.waybill.step.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** The config of {@code http}; its schema tells what each part means. */
record HttpConfig(
        @Nullable String method,
        String url,
        @Nullable List<RequestConfig.Pair> headers,
        @Nullable List<RequestConfig.Pair> queryParams,
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

    record Output(String name, String fromExpression) {}

    String verb() {
        return Objects.requireNonNullElse(method, "GET");
    }

    RequestConfig request() throws StepFailure {
        return new RequestConfig(
                verb(),
                url,
                headers,
                queryParams,
                insecureSkipTlsVerify,
                proxy,
                RequestConfig.duration("http", "timeout", timeout, Duration.ofSeconds(10)));
    }

    Duration pollOrDefault() throws StepFailure {
        return RequestConfig.duration("http", "pollInterval", pollInterval, Duration.ofSeconds(30));
    }
}
