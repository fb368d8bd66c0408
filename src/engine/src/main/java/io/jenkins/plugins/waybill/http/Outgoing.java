package io.jenkins.plugins.waybill.http;

import java.net.URI;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** A call in the client's words. */
final class Outgoing {

    /** Headers that belong to the connection; the client sets them itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "upgrade", "expect", "transfer-encoding");

    /** A token of RFC 9110. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Whose length is told even when they carry nothing. */
    private static final Set<String> MEANT_TO_CARRY = Set.of("POST", "PUT", "PATCH");

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private Outgoing() {}

    static HttpUriRequestBase request(HttpCall call) throws HttpFailure {
        if (!TOKEN.matcher(call.method()).matches() || call.method().equalsIgnoreCase("CONNECT")) {
            throw new HttpFailure(
                    HttpFailure.Reason.REFUSED,
                    shown(call) + " cannot be sent: '" + call.method().replaceAll("\\p{Cntrl}", "?")
                            + "' is no method of a request; expected one such as GET, POST or PUT.");
        }
        HttpUriRequestBase request = new AsWritten(call.method(), call.uri());
        for (HttpCall.Header header : call.headers()) {
            if (!TOKEN.matcher(header.name()).matches()
                    || CONTROL.matcher(header.value()).find()) {
                throw new HttpFailure(
                        HttpFailure.Reason.REFUSED,
                        call + " cannot be sent: the name or value of the header '"
                                + header.name().replaceAll("\\p{Cntrl}", "?")
                                + "' has characters that headers may not have, such as a line break.");
            }
            if (!OF_THE_CONNECTION.contains(header.name().toLowerCase(Locale.ROOT))) {
                request.addHeader(header.name(), header.value());
            }
        }
        request.setEntity(entity(call));
        return request;
    }

    /** The client would take no path that begins with two slashes, and no address of IPv6. */
    private static final class AsWritten extends HttpUriRequestBase {

        private static final long serialVersionUID = 1;

        private final String path;

        AsWritten(String method, URI uri) {
            super(method, URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/"));
            setAuthority(new URIAuthority(HttpUrl.host(uri), uri.getPort()));
            path = pathAndQuery(uri);
        }

        @Override
        public String getPath() {
            // Asked for while it is being made, too.
            return path == null ? super.getPath() : path;
        }
    }

    private static String shown(HttpCall call) {
        return call.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static @Nullable HttpEntity entity(HttpCall call) throws HttpFailure {
        if (call.body() instanceof HttpCall.Body.Bytes memory && memory.bytes().length > 0) {
            return new ByteArrayEntity(memory.bytes(), null);
        }
        if (call.body() instanceof HttpCall.Body.File file) {
            if (!Files.isRegularFile(file.path())) {
                throw new HttpFailure(
                        HttpFailure.Reason.REFUSED, call + " cannot be sent: the file to send is not there any more.");
            }
            return new FileEntity(file.path().toFile(), null);
        }
        return MEANT_TO_CARRY.contains(call.method()) ? new ByteArrayEntity(new byte[0], null) : null;
    }
}
