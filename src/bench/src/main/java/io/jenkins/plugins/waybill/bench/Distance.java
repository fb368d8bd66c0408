package io.jenkins.plugins.waybill.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server on this machine that takes as long as the way to one elsewhere. */
final class Distance implements AutoCloseable {

    private static final int PIECE = 64 * 1024;

    private final ServerSocket listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int target;
    private final Duration oneWay;

    private Distance(int target, Duration roundTrip) throws IOException {
        this.target = target;
        this.oneWay = roundTrip.dividedBy(2);
        threads.submit(this::accept);
    }

    /**
     * A way to a server.
     *
     * @param server such as {@code 127.0.0.1:5000}
     * @param roundTrip how long a request and its answer are under way
     */
    static Distance to(String server, Duration roundTrip) throws IOException {
        return new Distance(Integer.parseInt(server.replaceFirst(".*:", "")), roundTrip);
    }

    /** Where the way begins. */
    String host() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket near = listening.accept();
            near.setTcpNoDelay(true);
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            far.setTcpNoDelay(true);
            threads.submit(() -> carry(near, far));
            threads.submit(() -> carry(far, near));
        }
    }

    private Void carry(Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Thread.sleep(oneWay.toMillis());
                out.write(piece, 0, read);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
