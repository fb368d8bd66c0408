package io.jenkins.plugins.waybill.step.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** The part of a config that says what to send, alike in all steps that do. */
record RequestConfig(
        String method,
        String url,
        @Nullable List<Pair> headers,
        @Nullable List<Pair> queryParams,
        boolean insecureSkipTlsVerify,
        @Nullable String proxy,
        Duration timeout) {

    /** A header or a parameter of the query. */
    record Pair(String name, String value) {}

    /** The request; redirects are followed as Go's client does. */
    HttpCall call(long largestAnswer) throws StepFailure {
        try {
            HttpCall call = HttpCall.of(method, url)
                    .timeout(timeout)
                    .largestAnswer(largestAnswer)
                    .trust(TlsTrust.skipVerification(insecureSkipTlsVerify))
                    .redirects(HttpCall.Redirects.ALL);
            for (Pair header : Optional.ofNullable(headers).orElse(List.of())) {
                call = call.header(header.name(), header.value());
            }
            for (Pair parameter : Optional.ofNullable(queryParams).orElse(List.of())) {
                call = call.query(parameter.name(), parameter.value());
            }
            return proxy == null || proxy.isEmpty() ? call : call.proxy(proxy);
        } catch (HttpFailure e) {
            throw failure(e);
        }
    }

    /** What a request that had no answer means for its step. */
    static StepFailure failure(HttpFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.reason() == HttpFailure.Reason.REFUSED
                ? StepFailure.failed(message)
                : StepFailure.retryable(message);
    }

    static Duration duration(String step, String field, @Nullable String text, Duration absent) throws StepFailure {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        return GoDuration.parse(text)
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .orElseThrow(() -> StepFailure.failed(
                        "invalid " + step + " config: " + field + " '" + text + "' is no duration such as 10s or 5m."));
    }
}
