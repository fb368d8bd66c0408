package io.jenkins.plugins.waybill.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URL;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.HttpStream;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** One request of JGit, sent as all our requests are: through the host's proxy, and trusting whom the host trusts. */
final class ClientConnection implements HttpConnection, AutoCloseable {

    /** An answer up to this size is taken at once, so that its connection is free whether JGit reads it or not. */
    private static final int SMALL = 64 * 1024;

    private static final Duration USUAL_SILENCE = Duration.ofMinutes(1);

    private final URL url;
    private final TlsTrust trust;
    private final RemoteConnection.Verdict verdict;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String method = "GET";
    private Duration silence = USUAL_SILENCE;
    private @Nullable RequestContent content;
    private @Nullable HttpStream answer;
    private @Nullable InputStream body;

    ClientConnection(URL url, TlsTrust trust, RemoteConnection.Verdict verdict) {
        this.url = url;
        this.trust = trust;
        this.verdict = verdict;
    }

    @Override
    public void connect() throws IOException {
        answer();
    }

    private HttpStream answer() throws IOException {
        HttpStream known = answer;
        if (known != null) {
            return known;
        }
        HttpCall call = HttpCall.of(method, url.toString()).trust(trust).timeout(silence);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            call = call.header(header.getKey(), header.getValue());
        }
        RequestContent sent = content;
        try {
            HttpStream given = HttpSender.shared().open(sent == null ? call : call.body(sent.body()));
            answer = given;
            verdict.httpStatus(given.status());
            InputStream stream = given.body();
            byte[] begin = stream.readNBytes(SMALL);
            if (begin.length < SMALL) {
                given.close();
                body = new ByteArrayInputStream(begin);
            } else {
                body = new SequenceInputStream(new ByteArrayInputStream(begin), stream);
            }
            return given;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(call + " was given up.");
        } finally {
            if (sent != null) {
                sent.discard();
            }
        }
    }

    /** Ends what JGit did not read to its end. */
    @Override
    public void close() {
        if (answer != null) {
            answer.close();
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        return answer().status();
    }

    @Override
    public URL getURL() {
        return url;
    }

    @Override
    public String getResponseMessage() throws IOException {
        return "status " + answer().status();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return answer == null ? Map.of() : answer.headers();
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        List<String> values = getHeaderFields(name);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return getHeaderFields().getOrDefault(name, List.of());
    }

    @Override
    public @Nullable String getContentType() {
        return getHeaderField("Content-Type");
    }

    @Override
    public int getContentLength() {
        String length = getHeaderField("Content-Length");
        return length != null && length.matches("\\d{1,9}") ? Integer.parseInt(length) : -1;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        answer();
        return body == null ? InputStream.nullInputStream() : body;
    }

    @Override
    public OutputStream getOutputStream() {
        if (content == null) {
            content = new RequestContent();
        }
        return content;
    }

    @Override
    public void setRequestProperty(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void setRequestMethod(String name) {
        method = name;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public void setReadTimeout(int millis) {
        if (millis > 0) {
            silence = Duration.ofMillis(millis);
        }
    }

    @Override
    public boolean usingProxy() {
        return HttpSender.shared().network().proxyTo(url.getHost()).isPresent();
    }

    // The rest is decided elsewhere, or for all requests alike.

    @Override
    public void setUseCaches(boolean ignored) {}

    @Override
    public void setConnectTimeout(int ignored) {}

    @Override
    public void setInstanceFollowRedirects(boolean ignored) {}

    @Override
    public void setDoOutput(boolean ignored) {}

    @Override
    public void setFixedLengthStreamingMode(int ignored) {}

    @Override
    public void setChunkedStreamingMode(int ignored) {}

    @Override
    public void configure(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trusted, @Nullable SecureRandom random) {}

    @Override
    public void setHostnameVerifier(HostnameVerifier ignored) {}
}
