package io.jenkins.plugins.waybill.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a server on loopback that breaks when and how a test wants. */
final class FrailLine implements AutoCloseable {

    /** What is to happen to the next message that contains COMMIT. */
    enum Fate {
        /** It gets through, and the answer too. */
        NONE,
        /** The line breaks before the server hears of it. */
        UNHEARD,
        /** The server hears of it, and the line breaks before its answer comes. */
        UNANSWERED
    }

    private final int target;
    private final ServerSocket entrance;
    private final Thread accepting;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private volatile Fate fate = Fate.NONE;
    private volatile boolean down;
    private volatile boolean staysDown;

    FrailLine(int target) throws IOException {
        this.target = target;
        entrance = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        accepting = thread(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void atNextCommit(Fate next) {
        fate = next;
    }

    Fate fate() {
        return fate;
    }

    /** After the next commit has met its fate, lets nobody through. */
    void stayDownAfterCommit() {
        staysDown = true;
    }

    /** Breaks what is there and lets nobody through. */
    void cut() {
        down = true;
        ends.forEach(FrailLine::close);
    }

    /** Breaks the line for the client only; the server goes on waiting for it. */
    void cutClientsOnly() {
        for (int i = 0; i < ends.size(); i += 2) {
            close(ends.get(i));
        }
    }

    void mend() {
        down = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (down) {
                    client.close();
                    continue;
                }
                Socket server = new Socket("127.0.0.1", target);
                ends.add(client);
                ends.add(server);
                if (down) {
                    close(client);
                    close(server);
                }
                thread(() -> carry(client, server, true));
                thread(() -> carry(server, client, false));
            } catch (IOException e) {
                // The next one may fare better.
            }
        }
    }

    private void carry(Socket from, Socket to, boolean asking) {
        byte[] buffer = new byte[65536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                if (asking && fate != Fate.NONE && text.contains("COMMIT")) {
                    Fate now = fate;
                    fate = Fate.NONE;
                    down = staysDown;
                    if (now == Fate.UNANSWERED) {
                        close(from);
                        out.write(buffer, 0, length);
                        out.flush();
                        to.shutdownOutput();
                    } else {
                        close(from);
                        close(to);
                    }
                    return;
                }
                out.write(buffer, 0, length);
                out.flush();
            }
            close(from);
            close(to);
        } catch (IOException e) {
            // One end is broken; the other stays until somebody breaks it too.
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "frail-line");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // As good as closed.
        }
    }

    /** Until its accept has returned, the system goes on taking connections. */
    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
