package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.waybill.api.Access;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.model.Actor;

/** The board and the API over HTTP. */
final class WebServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int WAITING_REQUESTS = 256;
    private static final int SECONDS_TO_FINISH = 2;

    static {
        // Seconds until a slow request or response is cut off; the JDK's server has no limit otherwise.
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "300");
        System.setProperty("sun.net.httpserver.idleInterval", "60");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final String url;

    private WebServer(HttpServer server, ThreadPoolExecutor threads, String url) {
        this.server = server;
        this.threads = threads;
        this.url = url;
    }

    /**
     * Serves an engine.
     *
     * @param port 0 for any that is free
     * @param owner who asks where a request names nobody
     */
    static WebServer start(PromotionEngine engine, InetAddress address, int port, Actor owner) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (BindException e) {
            throw new No("Port " + port + " of " + address.getHostAddress()
                    + " is taken; choose another with --port, or stop the program that uses it.");
        } catch (IOException e) {
            throw new No(
                    "The server cannot listen on " + address.getHostAddress() + ":" + port + ": " + e.getMessage());
        }
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_REQUESTS), work -> {
                    Thread thread = new Thread(work, "waybill-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        Api api = new Api(engine, Access.EVERYTHING, InstantSource.system());
        server.createContext("/", new WebRequests(api, engine, BoardSite.load(), owner, address));
        server.start();
        String host = address.isLoopbackAddress() || address.isAnyLocalAddress() ? "localhost" : literal(address);
        return new WebServer(
                server, threads, "http://" + host + ":" + server.getAddress().getPort() + "/");
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** Where the board is, with a slash at the end. */
    String url() {
        return url;
    }

    /** Lets requests that run finish for a moment, then stops. */
    @Override
    public void close() {
        server.stop(threads.getActiveCount() == 0 ? 0 : SECONDS_TO_FINISH);
        threads.shutdownNow();
    }
}
