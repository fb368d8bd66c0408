package io.jenkins.plugins.waybill.step.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
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
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** Headers that the client sets itself. */
    private static final Set<String> RESTRICTED = Set.of("host", "content-length", "connection", "upgrade", "expect");

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
        context.log(config.verb() + " " + withoutQuery(config.url()) + " answered " + answer.status());
        if (failure != null && holds("failureExpression", failure, answer)) {
            throw StepFailure.failed("HTTP response met failure criteria" + reason(error, answer));
        }
        if (success != null && holds("successExpression", success, answer)
                || success == null && failure == null && answer.isSuccess()) {
            return StepResult.succeeded(outputs(config, answer));
        }
        if (success == null && failure == null) {
            return StepResult.missed(
                    config.verb() + " " + withoutQuery(config.url()) + " answered " + answer.status()
                            + reason(error, answer) + "; it is asked again",
                    null);
        }
        return StepResult.running(
                "waits until the answer of " + withoutQuery(config.url()) + " satisfies "
                        + (success == null ? "not failureExpression" : "successExpression") + "; the last was "
                        + answer.status(),
                null,
                config.pollOrDefault());
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        HttpConfig config = StepConfig.read(context.config(), HttpConfig.class);
        context.plan(
                new PlannedEffect(name(), "would send " + config.verb() + " to " + withoutQuery(config.url()), null));
        return StepResult.succeeded();
    }

    private static Answer send(StepContext context, HttpConfig config)
            throws IOException, InterruptedException, StepFailure {
        byte[] body = body(context, config);
        URI target = target(config);
        HttpClient client = client(config);
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            refuseLinkLocal(target);
            HttpRequest.Builder request = HttpRequest.newBuilder(target)
                    .timeout(config.timeoutOrDefault())
                    .method(
                            config.verb(),
                            body.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body));
            boolean sameHost = target.getAuthority().equals(target(config).getAuthority());
            for (HttpConfig.Pair header : Optional.ofNullable(config.headers()).orElse(List.of())) {
                if (sameHost && !RESTRICTED.contains(header.name().toLowerCase(java.util.Locale.ROOT))) {
                    request.header(header.name(), header.value());
                }
            }
            HttpResponse<InputStream> response = exchange(client, request.build(), config);
            Optional<String> location = response.headers().firstValue("location");
            boolean safe = Set.of("GET", "HEAD").contains(config.verb());
            if (safe && REDIRECTS.contains(response.statusCode()) && location.isPresent()) {
                response.body().close();
                target = target.resolve(location.get());
                continue;
            }
            return Answer.of(
                    response.statusCode(),
                    response.headers().map(),
                    limited(response, config.url()),
                    config.responseContentType());
        }
        throw StepFailure.retryable(withoutQuery(config.url()) + " redirected more than " + MOST_REDIRECTS + " times.");
    }

    private static HttpResponse<InputStream> exchange(HttpClient client, HttpRequest request, HttpConfig config)
            throws InterruptedException, StepFailure {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw StepFailure.retryable(config.verb() + " " + withoutQuery(config.url()) + " failed: "
                    + Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()) + ".");
        }
    }

    private static byte[] limited(HttpResponse<InputStream> response, String url) throws IOException, StepFailure {
        try (InputStream stream = response.body()) {
            byte[] bytes = stream.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw StepFailure.retryable("The answer of " + withoutQuery(url) + " is larger than "
                        + LARGEST_BODY / 1024 / 1024 + " MiB; http reads no more. Use http-download for files.");
            }
            return bytes;
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

    private static URI target(HttpConfig config) throws StepFailure {
        try {
            String query = Optional.ofNullable(config.queryParams()).orElse(List.of()).stream()
                    .map(pair -> encode(pair.name()) + "=" + encode(pair.value()))
                    .collect(Collectors.joining("&"));
            String separator = query.isEmpty() ? "" : config.url().contains("?") ? "&" : "?";
            URI target = URI.create(config.url() + separator + query);
            boolean http = "http".equalsIgnoreCase(target.getScheme()) || "https".equalsIgnoreCase(target.getScheme());
            if (!http || target.getHost() == null) {
                throw StepFailure.failed("'" + withoutQuery(config.url()) + "' is no http or https URL.");
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw StepFailure.failed("'" + withoutQuery(config.url()) + "' is no URL: it has characters that must be"
                    + " percent-encoded.");
        }
    }

    /** Cloud machines keep their own credentials at link-local addresses. */
    private static void refuseLinkLocal(URI target) throws StepFailure {
        try {
            for (InetAddress address : InetAddress.getAllByName(target.getHost().replaceAll("^\\[|]$", ""))) {
                if (address.isLinkLocalAddress()) {
                    throw StepFailure.failed(
                            target.getHost() + " is a link-local address; requests to those are refused.");
                }
            }
        } catch (UnknownHostException e) {
            throw StepFailure.retryable("The host " + target.getHost() + " is not known. Check the URL and DNS.");
        }
    }

    private static HttpClient client(HttpConfig config) throws StepFailure {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(config.timeoutOrDefault())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        if (config.proxy() != null && !config.proxy().isEmpty()) {
            URI proxy = URI.create(config.proxy());
            int port = proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
            client.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port)));
        }
        if (config.insecureSkipTlsVerify()) {
            try {
                client.sslContext(AnyCertificate.context());
            } catch (GeneralSecurityException e) {
                throw StepFailure.errored("TLS without verification is not available here: " + e.getMessage());
            }
        }
        return client.build();
    }

    private static @Nullable Expression compile(String field, @Nullable String text) throws StepFailure {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Expression.compile(text);
        } catch (ExpressionException e) {
            throw StepFailure.errored(field + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean holds(String field, Expression expression, Answer answer) throws StepFailure {
        try {
            if (expression.evaluate(answer.scope()) instanceof Boolean yes) {
                return yes;
            }
        } catch (ExpressionException e) {
            throw StepFailure.retryable(field + " cannot be evaluated: " + e.getMessage());
        }
        throw StepFailure.retryable(field + " must give true or false: " + expression.text());
    }

    private static String reason(@Nullable Expression error, Answer answer) {
        if (error == null) {
            return "";
        }
        try {
            return error.evaluate(answer.scope()) instanceof String text ? ": " + text : "";
        } catch (ExpressionException e) {
            return "";
        }
    }

    private static ObjectNode outputs(HttpConfig config, Answer answer) throws StepFailure {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        for (HttpConfig.Output output : Optional.ofNullable(config.outputs()).orElse(List.of())) {
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

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Queries and user information may hold tokens. */
    private static String withoutQuery(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }
}
