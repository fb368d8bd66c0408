package io.jenkins.plugins.waybill.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A request, before it is sent.
 *
 * @param method GET, POST and so on
 * @param uri where to; http or https
 * @param headers in order; headers that belong to the connection ({@code Host}, {@code Content-Length}) are left out
 * @param body what to send; null for nothing
 * @param timeout for all of it: connecting, redirects, and the answer's last byte
 * @param largestAnswer the most bytes of an answer that are taken
 * @param trust which servers to believe
 * @param proxy an http proxy to go through, spoken to over TLS if its URL says https; null for the Java runtime's choice
 * @param redirects which ones to follow
 */
public record HttpCall(
        String method,
        URI uri,
        List<Header> headers,
        @Nullable Body body,
        Duration timeout,
        long largestAnswer,
        TlsTrust trust,
        @Nullable URI proxy,
        Redirects redirects) {

    /** One header. */
    public record Header(String name, String value) {}

    /** What a request carries: bytes in memory, or a file. */
    public sealed interface Body {

        /** Bytes in memory. */
        record Bytes(byte[] bytes) implements Body {}

        /** A file on the machine's disk that does not change meanwhile. */
        record File(Path path) implements Body {}
    }

    /** Which redirects are followed, up to ten; headers go along only while scheme, host and port stay the same. */
    public enum Redirects {
        /** None: the redirect is the answer. */
        NONE,
        /** Those of GET and HEAD. */
        SAFE,
        /** All, as Go's client does: 307 and 308 repeat the request, the others go on with GET. */
        ALL
    }

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final long USUAL_ANSWER = 8L * 1024 * 1024;

    public HttpCall {
        headers = List.copyOf(headers);
    }

    /** A GET without headers; 30 seconds, 8 MiB, safe redirects. */
    public static HttpCall get(String url) throws HttpFailure {
        return of("GET", url);
    }

    /**
     * A request without headers or body; 30 seconds, 8 MiB, safe redirects.
     *
     * @throws HttpFailure {@code REFUSED} when the text is no http or https URL
     */
    public static HttpCall of(String method, String url) throws HttpFailure {
        return new HttpCall(
                method,
                HttpUrl.parse(url),
                List.of(),
                null,
                USUAL_TIMEOUT,
                USUAL_ANSWER,
                TlsTrust.SYSTEM,
                null,
                Redirects.SAFE);
    }

    /** Whether it only reads, so that sending it twice is as good as once. */
    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** With a header more. */
    public HttpCall header(String name, String value) {
        List<Header> more = Stream.concat(headers.stream(), Stream.of(new Header(name, value)))
                .toList();
        return new HttpCall(method, uri, more, body, timeout, largestAnswer, trust, proxy, redirects);
    }

    /** With a parameter more in the query. */
    public HttpCall query(String name, String value) {
        String pair = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
        String text = uri.toString().replaceFirst("#.*", "");
        URI more = URI.create(text + (uri.getRawQuery() == null ? "?" : "&") + pair);
        return new HttpCall(method, more, headers, body, timeout, largestAnswer, trust, proxy, redirects);
    }

    /** With a body. */
    public HttpCall body(byte[] bytes) {
        return body(new Body.Bytes(bytes));
    }

    /** With a body. */
    public HttpCall body(Body other) {
        return new HttpCall(method, uri, headers, other, timeout, largestAnswer, trust, proxy, redirects);
    }

    /** With another time for all of it. */
    public HttpCall timeout(Duration other) {
        return new HttpCall(method, uri, headers, body, other, largestAnswer, trust, proxy, redirects);
    }

    /** With another limit for the answer's bytes. */
    public HttpCall largestAnswer(long bytes) {
        return new HttpCall(method, uri, headers, body, timeout, bytes, trust, proxy, redirects);
    }

    /** With another trust. */
    public HttpCall trust(TlsTrust other) {
        return new HttpCall(method, uri, headers, body, timeout, largestAnswer, other, proxy, redirects);
    }

    /** With other redirects followed. */
    public HttpCall redirects(Redirects other) {
        return new HttpCall(method, uri, headers, body, timeout, largestAnswer, trust, proxy, other);
    }

    /**
     * Through a proxy.
     *
     * @param url such as {@code http://proxy.example.com:3128}, with user and password where it wants them
     * @throws HttpFailure {@code REFUSED} when it is no http or https URL
     */
    public HttpCall proxy(String url) throws HttpFailure {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            throw new HttpFailure(
                    HttpFailure.Reason.REFUSED,
                    "The proxy '" + HttpUrl.shown(url) + "' is no URL: " + e.getReason() + ".");
        }
        if (!HttpUrl.isHttp(address)) {
            throw new HttpFailure(
                    HttpFailure.Reason.REFUSED,
                    "The proxy '" + HttpUrl.shown(url) + "' is no URL such as http://proxy.example.com:3128.");
        }
        return new HttpCall(method, uri, headers, body, timeout, largestAnswer, trust, address, redirects);
    }

    /** For messages: method and URL, without what may be secret. */
    @Override
    public String toString() {
        return method + " " + HttpUrl.shown(uri.toString());
    }
}
