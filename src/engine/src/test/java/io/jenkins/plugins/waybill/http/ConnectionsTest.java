package io.jenkins.plugins.waybill.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.http.HttpFailure.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jenkins.plugins.waybill.http.Wire.assertFails;
import static io.jenkins.plugins.waybill.http.Wire.head;
import static io.jenkins.plugins.waybill.http.Wire.ok;
import static io.jenkins.plugins.waybill.http.Wire.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** When connections are made, kept, used again and given up. */
@Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {

    private static final HttpSender SENDER = HttpSender.shared();

    @Test
    void aDeadServerAndAnUnknownHostWereCertainlyNotReached() throws Exception {
        RawServer server = RawServer.saying("");
        server.close();
        assertFails(HttpCall.of("POST", server.url() + "/x?token=secret"))
                .withMessage("POST " + server.url() + "/x failed: no connection to 127.0.0.1 (connection refused).")
                .matches(failure -> failure.reason() == Reason.UNREACHABLE && !failure.mayHaveArrived());
        assertFails(HttpCall.get("http://nobody.invalid/"))
                .withMessage(
                        "The host nobody.invalid is not known. Check the name, and that it resolves on this machine.");
    }

    @Test
    void clientsAreSharedByTheirWayOut() throws Exception {
        try (RawServer server = RawServer.saying(ok("x"))) {
            SENDER.send(HttpCall.get(server.url()));
            int clients = SENDER.clients();
            for (int i = 0; i < 20; i++) {
                SENDER.send(HttpCall.get(server.url()).timeout(Duration.ofSeconds(5 + i)));
            }
            assertThat(SENDER.clients())
                    .as("clients, of which those that rested are closed now and then")
                    .isLessThanOrEqualTo(clients);
        }
    }

    @Test
    void anInterruptedCallerIsLetGo() throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> Thread.sleep(600_000))) {
            Thread caller = Thread.currentThread();
            Thread interrupting = new Thread(() -> {
                while (server.requests().isEmpty()) {
                    Thread.onSpinWait();
                }
                caller.interrupt();
            });
            interrupting.start();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> SENDER.send(HttpCall.get(server.url())));
        }
    }

    @Test
    void anInterruptedCallerIsLetGoWhileItConnects() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket waiting = new Socket();
                queue.add(waiting);
                Thread connecting = new Thread(() -> connect(waiting, full));
                connecting.setDaemon(true);
                connecting.start();
            }
            String url = "http://127.0.0.1:" + full.getLocalPort();
            assertFails(HttpCall.get(url).timeout(Duration.ofMillis(600)))
                    .matches(failure -> failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.TIMED_OUT);
            Thread caller = Thread.currentThread();
            Thread interrupting = new Thread(() -> {
                pause(300);
                caller.interrupt();
            });
            interrupting.start();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> SENDER.send(HttpCall.get(url).timeout(Duration.ofMinutes(10))));
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    private static void connect(Socket socket, ServerSocket server) {
        try {
            socket.connect(server.getLocalSocketAddress());
        } catch (IOException e) {
            // Closed at the end.
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileIsNotMissed() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> {
                try {
                    while (true) {
                        Socket one = server.accept();
                        connections.incrementAndGet();
                        // It promises to stay, answers once, and reads the next request only to hang up on it.
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII));
                        head(in);
                        write(one.getOutputStream(), ok("x"));
                        head(in);
                        one.close();
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            serving.setDaemon(true);
            serving.start();
            String url = "http://127.0.0.1:" + server.getLocalPort();
            assertThat(SENDER.send(HttpCall.get(url)).text()).isEqualTo("x");
            assertThat(SENDER.send(HttpCall.get(url)).text()).isEqualTo("x");
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void whatIsNotSafeToRepeatIsNeverSentIntoAConnectionThatRested() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> {
                try {
                    while (true) {
                        Socket one = server.accept();
                        connections.incrementAndGet();
                        head(new BufferedReader(
                                new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII)));
                        write(one.getOutputStream(), ok("x"));
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            serving.setDaemon(true);
            serving.start();
            String url = "http://127.0.0.1:" + server.getLocalPort();
            for (int i = 1; i <= 3; i++) {
                assertThat(SENDER.send(HttpCall.of("POST", url)).text()).isEqualTo("x");
                assertThat(connections).hasValue(i);
            }
        }
    }
}
