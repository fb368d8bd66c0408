package io.jenkins.plugins.waybill.http;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One request and its answer, without a look at what the answer means. */
final class Exchange {

    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final int PROXY_LOGIN = 407;

    private final HttpClients clients;
    private final FlightWatch watch;

    Exchange(HttpClients clients, FlightWatch watch) {
        this.clients = clients;
        this.watch = watch;
    }

    /**
     * Sends a call and takes its answer.
     *
     * @param original what the caller asked for, before redirects; for messages
     * @param file where the body of a successful answer goes; null for memory
     * @param deadline by {@link System#nanoTime}
     */
    HttpAnswer run(HttpCall call, HttpCall original, @Nullable Path file, long deadline)
            throws HttpFailure, InterruptedException {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        return attempt(call, new HttpFailures(call, original), left.plusSeconds(1), deadline, (request, context) -> {
            Flight flight = new Flight(request, deadline);
            watch.begin(flight);
            try (SharedClient shared = clients.hold(call, false)) {
                return send(shared, request, context, call, file);
            } finally {
                watch.end(flight);
            }
        });
    }

    /**
     * Sends a call and gives its answer before the body is there. The call's timeout is for each silence of the server.
     */
    HttpStream open(HttpCall call, HttpCall original) throws HttpFailure, InterruptedException {
        HttpFailures failures = new HttpFailures(call, original);
        long never = System.nanoTime() + Duration.ofDays(10_000).toNanos();
        return attempt(call, failures, call.timeout(), never, (request, context) -> {
            Flight flight = new Flight(request, never);
            SharedClient shared = clients.hold(call, true);
            AutoCloseable held = () -> {
                watch.end(flight);
                shared.close();
            };
            watch.begin(flight);
            boolean open = false;
            try {
                ClassicHttpResponse response = execute(shared, request, context, call);
                HttpAnswer head = new HttpAnswer(call.uri(), response.getCode(), headers(response), new byte[0]);
                open = true;
                return new HttpStream(head, failures, response, request, held);
            } finally {
                if (!open) {
                    watch.end(flight);
                    shared.close();
                }
            }
        });
    }

    private interface Attempt<T> {
        T make(HttpUriRequestBase request, HttpClientContext context) throws IOException;
    }

    private static <T> T attempt(
            HttpCall call, HttpFailures failures, Duration silence, long deadline, Attempt<T> attempt)
            throws HttpFailure, InterruptedException {
        for (int number = 1; ; number++) {
            HttpUriRequestBase request = Outgoing.request(call);
            request.setConfig(patience(call.timeout(), silence));
            HttpClientContext context = context(call.proxy());
            try {
                return attempt.make(request, context);
            } catch (IllegalArgumentException e) {
                throw new HttpFailure(HttpFailure.Reason.REFUSED, call + " cannot be sent: " + e.getMessage() + ".");
            } catch (IllegalStateException e) {
                // What the client says when it is stopped between two of its steps.
                throw stopped(deadline, failures).orElseThrow(() -> e);
            } catch (IOException e) {
                Optional<HttpFailure> stopped = stopped(deadline, failures);
                if (stopped.isPresent()) {
                    throw stopped.get();
                }
                if (number == ATTEMPTS || !call.isSafe() || !wasHungUpBefore(e, context)) {
                    throw failures.of(e);
                }
            }
        }
    }

    private static Optional<HttpFailure> stopped(long deadline, HttpFailures failures) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return System.nanoTime() - deadline >= 0 ? Optional.of(failures.late()) : Optional.empty();
    }

    private static HttpAnswer send(
            SharedClient shared,
            HttpUriRequestBase request,
            HttpClientContext context,
            HttpCall call,
            @Nullable Path file)
            throws IOException {
        ClassicHttpResponse response = execute(shared, request, context, call);
        try {
            byte[] body = AnswerBody.take(response.getEntity(), call, response.getCode() / 100 == 2 ? file : null);
            response.close();
            return new HttpAnswer(call.uri(), response.getCode(), headers(response), body);
        } catch (IOException | RuntimeException e) {
            // Closed first, it would be read to its end, so that the connection can be used again.
            request.cancel();
            try (response) {
                throw e;
            }
        }
    }

    private static ClassicHttpResponse execute(
            SharedClient shared, HttpUriRequestBase request, HttpClientContext context, HttpCall call)
            throws IOException {
        ClassicHttpResponse response = shared.client().executeOpen(HttpUrl.server(call.uri()), request, context);
        boolean tunnelled =
                call.proxy() != null && "https".equalsIgnoreCase(call.uri().getScheme());
        // From 5.5 on the client gives a proxy's refusal as if it were the server's answer.
        if (tunnelled && (context.getSSLSession() == null || response.getCode() == PROXY_LOGIN)) {
            try (response) {
                request.cancel();
            }
            throw new HttpFailures.RefusedByProxy(response);
        }
        return response;
    }

    /** A server may close a connection that rested just when a request comes along; such a request was not looked at. */
    private static boolean wasHungUpBefore(IOException problem, HttpClientContext context) {
        EndpointDetails connection = context.getEndpointDetails();
        return connection != null
                && connection.getRequestCount() > 1
                && (problem instanceof NoHttpResponseException || problem instanceof SocketException);
    }

    // The client's newer way to set a time for connecting knows servers, but no requests.
    @SuppressWarnings("deprecation")
    private static RequestConfig patience(Duration all, Duration silence) {
        // A host may have two addresses to try.
        Duration connect = all.dividedBy(2).compareTo(CONNECT) < 0 ? all.dividedBy(2) : CONNECT;
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.ofMilliseconds(Math.max(1, connect.toMillis())))
                .setConnectionRequestTimeout(Timeout.of(all))
                .setResponseTimeout(Timeout.of(silence))
                .build();
    }

    private static HttpClientContext context(@Nullable URI proxy) {
        HttpClientContext context = HttpClientContext.create();
        if (proxy == null || proxy.getUserInfo() == null) {
            return context;
        }
        String[] pair = proxy.getUserInfo().split(":", 2);
        BasicScheme basic = new BasicScheme();
        basic.initPreemptive(new UsernamePasswordCredentials(pair[0], (pair.length > 1 ? pair[1] : "").toCharArray()));
        BasicAuthCache cache = new BasicAuthCache();
        cache.put(HttpUrl.server(proxy), basic);
        context.setAuthCache(cache);
        return context;
    }

    private static Map<String, List<String>> headers(HttpMessage response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), unknown -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }
}
