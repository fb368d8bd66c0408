package io.jenkins.plugins.waybill.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpUrl;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.jspecify.annotations.Nullable;

/**
 * Lists that web servers keep in a file, such as a chart repository's index. A list is sent again only when it changed,
 * where the server can tell; it is read as a stream; and who asks while somebody else does shares the answer. Thread-safe.
 */
public final class WebFiles {

    private static final long LARGEST = 100L * 1024 * 1024;
    private static final long LARGEST_UNPACKED = 4 * LARGEST;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int MOST_KEPT = 256;

    private final Credentials credentials;
    private final Path scratch;
    private final PatientSender sender = new PatientSender();
    private final Map<Key, Kept<?>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept<?>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * A file to read.
     *
     * @param project who asks
     * @param kind what credentials are kept under
     * @param repoUrl for which the host knows credentials
     * @param url of the file
     * @param headers to send
     * @param trust which servers to believe
     */
    public record Request(
            String project,
            Credentials.Kind kind,
            String repoUrl,
            String url,
            List<HttpCall.Header> headers,
            TlsTrust trust) {
        public Request {
            headers = List.copyOf(headers);
        }
    }

    /** Makes something of a file's content. */
    public interface Reader<T> {
        /**
         * Reads to the end or less.
         *
         * @throws IOException when the content is not what it should be; its message says what is wrong
         */
        T read(InputStream content) throws IOException;
    }

    private record Key(
            String url,
            List<HttpCall.Header> headers,
            Optional<Credential> credential,
            TlsTrust trust,
            Class<?> type) {}

    private static final class Kept<T> {
        private final ReentrantLock asking = new ReentrantLock();
        private @Nullable T content;
        private String etag = "";
        private String modified = "";
    }

    /**
     * Web servers, with the access that a host has to them.
     *
     * @param scratch a directory for what is being read; made when needed
     */
    public WebFiles(Credentials credentials, Path scratch) {
        this.credentials = credentials;
        this.scratch = scratch;
    }

    /**
     * The content of a file as it is now.
     *
     * @param type of what the reader makes; together with the request it tells what can be shared
     */
    @SuppressWarnings("unchecked")
    public <T> T read(Request request, Class<T> type, Reader<T> reader) throws RegistryException {
        Optional<Credential> credential = credentials.repository(request.project(), request.kind(), request.repoUrl());
        Key key = new Key(request.url(), request.headers(), credential, request.trust(), type);
        Kept<T> one;
        synchronized (kept) {
            one = (Kept<T>) kept.computeIfAbsent(key, unknown -> new Kept<T>());
        }
        try {
            one.asking.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    RegistryException.Reason.BROKEN,
                    HttpUrl.shown(request.url()) + " was not asked for: Waybill is closing.");
        }
        try {
            return refresh(request, credential, one, reader);
        } finally {
            one.asking.unlock();
        }
    }

    private <T> T refresh(Request request, Optional<Credential> credential, Kept<T> one, Reader<T> reader)
            throws RegistryException {
        @Nullable Path file = null;
        try {
            Files.createDirectories(scratch);
            file = Files.createTempFile(scratch, "list", "");
            HttpAnswer answer = sender.send(call(request, credential, one), file);
            T before = one.content;
            if (answer.status() == 304 && before != null) {
                return before;
            }
            expectSuccess(request, credential, answer);
            T content = reader.read(new BufferedInputStream(unpacked(request, answer, Files.newInputStream(file))));
            one.content = content;
            one.etag = answer.header("ETag").orElse("");
            one.modified = answer.header("Last-Modified").orElse("");
            return content;
        } catch (RegistryException e) {
            throw e;
        } catch (HttpFailure e) {
            throw new RegistryException(RegistryException.Reason.INVALID_NAME, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    HttpUrl.shown(request.url()) + " cannot be read: " + Words.clean(String.valueOf(e.getMessage())));
        } finally {
            delete(file);
        }
    }

    private static HttpCall call(Request request, Optional<Credential> credential, Kept<?> one) throws HttpFailure {
        HttpCall call = HttpCall.get(request.url())
                .trust(request.trust())
                .timeout(TIMEOUT)
                .largestAnswer(LARGEST)
                .header("Accept-Encoding", "gzip");
        for (HttpCall.Header header : request.headers()) {
            call = call.header(header.name(), header.value());
        }
        if (one.content != null && !one.etag.isEmpty()) {
            call = call.header("If-None-Match", one.etag);
        }
        if (one.content != null && !one.modified.isEmpty()) {
            call = call.header("If-Modified-Since", one.modified);
        }
        if (credential.orElse(null) instanceof Credential.UsernamePassword pair) {
            byte[] text = (pair.username() + ":" + pair.password().reveal()).getBytes(StandardCharsets.UTF_8);
            return call.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(text));
        }
        return credential.orElse(null) instanceof Credential.Token token
                ? call.header("Authorization", "Bearer " + token.token().reveal())
                : call;
    }

    private static void expectSuccess(Request request, Optional<Credential> credential, HttpAnswer answer)
            throws RegistryException {
        if (answer.status() == 200) {
            return;
        }
        String means = credential.isPresent()
                ? "with the credentials known for it"
                : "without credentials, as none are known for it";
        throw switch (answer.status()) {
            case 401, 403 ->
                new RegistryException(
                        RegistryException.Reason.DENIED,
                        answer.uri().getHost() + " gives no access to " + HttpUrl.shown(request.url()) + " " + means
                                + ": status " + answer.status() + "." + Denied.ADVICE);
            case 404, 410 ->
                new RegistryException(
                        RegistryException.Reason.NOT_FOUND,
                        "There is no " + HttpUrl.shown(request.url()) + ": status " + answer.status()
                                + ". Check the address.");
            default ->
                new RegistryException(
                        answer.status() >= 500
                                ? RegistryException.Reason.BROKEN
                                : RegistryException.Reason.INVALID_ANSWER,
                        answer.uri().getHost() + " did not give " + HttpUrl.shown(request.url()) + ": status "
                                + answer.status() + ".");
        };
    }

    private static InputStream unpacked(Request request, HttpAnswer answer, InputStream stream) throws IOException {
        boolean packed = answer.header("Content-Encoding")
                .filter(encoding -> encoding.strip().equalsIgnoreCase("gzip"))
                .isPresent();
        return packed
                ? new LimitedStream(
                        new GZIPInputStream(stream), LARGEST_UNPACKED, HttpUrl.shown(request.url()) + " when unpacked")
                : stream;
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
