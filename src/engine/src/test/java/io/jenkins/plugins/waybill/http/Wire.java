package io.jenkins.plugins.waybill.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.jenkins.plugins.waybill.fixture.RawServer;
import org.assertj.core.api.ThrowableAssertAlternative;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** HTTP/1.1 as servers speak it, and what becomes of a call. */
final class Wire {

    private Wire() {}

    static ThrowableAssertAlternative<HttpFailure> assertFails(HttpCall call) {
        return assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(() -> HttpSender.shared().send(call));
    }

    static RawServer redirecting(int status, String location) throws Exception {
        return RawServer.saying("HTTP/1.1 " + status + " X\r\nLocation: " + location
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static void write(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    static void head(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // All of it.
        }
    }
}
