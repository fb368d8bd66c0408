package io.jenkins.plugins.waybill.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.api.ApiRequest;
import io.jenkins.plugins.waybill.api.ApiResponse;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.WebhookReply;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.webhook.WebhookRequest;
import org.jspecify.annotations.Nullable;

/** From the JDK's HTTP server to the API, the receivers of webhooks, and the board's files. */
final class WebRequests implements HttpHandler {

    static final String API = "/api/v1";
    static final String WEBHOOKS = "/webhook";
    static final String ACTOR_HEADER = "X-Waybill-User";
    static final String GROUPS_HEADER = "X-Waybill-Groups";
    static final String REQUEST_HEADER = "X-Waybill-Request";

    private static final int MOST_IGNORED_BYTES = 16 << 20;

    private static final int WORTH_ZIPPING = 1024;
    private static final Map<String, String> SAFETY = Map.of(
            "Content-Security-Policy",
                    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final Api api;
    private final PromotionEngine engine;
    private final BoardSite board;
    private final Actor owner;
    private final InetAddress address;

    WebRequests(Api api, PromotionEngine engine, BoardSite board, Actor owner, InetAddress address) {
        this.api = api;
        this.engine = engine;
        this.board = board;
        this.owner = owner;
        this.address = address;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private ApiResponse answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (path.startsWith(WEBHOOKS + "/")) {
            // Its address and signature say that it is for us; by whatever name a proxy calls this server.
            return webhook(exchange, path.substring(WEBHOOKS.length()));
        }
        if (!isForUs(exchange.getRequestHeaders().getFirst("Host"))) {
            return problem(421, "Misdirected request", "This server answers for localhost only; see --bind.");
        }
        if (path.equals(API) || path.startsWith(API + "/")) {
            return call(exchange, path.substring(API.length()));
        }
        if (!exchange.getRequestMethod().matches("GET|HEAD")) {
            return problem(405, "Method not allowed", "Only GET is possible here.");
        }
        return board.answer(path, exchange.getRequestHeaders().getFirst("If-None-Match"));
    }

    private ApiResponse webhook(HttpExchange exchange, String path) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return problem(405, "Method not allowed", "Webhooks are sent with POST.");
        }
        byte[] body = body(exchange, WebhookRequest.MAX_BODY_BYTES);
        WebhookReply reply = engine.webhooks()
                .receive(path, new WebhookRequest(exchange.getRequestHeaders(), query(exchange.getRequestURI()), body));
        return new ApiResponse(
                reply.status(),
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                Output.line(reply.body()).getBytes(StandardCharsets.UTF_8));
    }

    /** A page of another site that resolves its own name to this address must not get through. */
    private boolean isForUs(@Nullable String host) {
        if (!address.isLoopbackAddress()) {
            return true;
        }
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || name.endsWith(".localhost");
    }

    private ApiResponse call(HttpExchange exchange, String path) throws IOException {
        Headers sent = exchange.getRequestHeaders();
        Map<String, String> headers = new LinkedHashMap<>();
        sent.forEach((name, values) -> headers.put(name, String.join(", ", values)));
        if (exchange.getRequestMethod().equals("POST") && isForgeable(sent)) {
            return problem(
                    403,
                    "Forged request",
                    "Send a JSON body with Content-Type: application/json, or the header " + REQUEST_HEADER
                            + ": 1. Browsers add neither for another site.");
        }
        byte[] body = body(exchange, ApiRequest.MAX_BODY_BYTES);
        return api.handle(new ApiRequest(
                exchange.getRequestMethod(),
                path.isEmpty() ? "/" : path,
                query(exchange.getRequestURI()),
                headers,
                body,
                identity(sent)));
    }

    /** Who asks, by what the request says: only this machine's users, or a proxy that knows them, reach the server. */
    private Identity identity(Headers sent) {
        String user = sent.getFirst(ACTOR_HEADER);
        String groups = sent.getFirst(GROUPS_HEADER);
        Actor actor = user == null || user.isBlank() ? owner : Actor.user(user.trim());
        return new Identity(actor, Groups.parse(groups == null ? "" : groups), Map.of());
    }

    /** The body; one byte too long where it is larger. */
    private static byte[] body(HttpExchange exchange, int most) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(most + 1);
        if (body.length > most) {
            // Who is still sending would see a broken connection instead of the answer; endless bodies are cut off.
            ignore(exchange.getRequestBody());
        }
        return body;
    }

    private static void ignore(InputStream rest) throws IOException {
        byte[] buffer = new byte[8192];
        int taken = 0;
        for (int ignored = 0; ignored < MOST_IGNORED_BYTES && taken >= 0; ignored += taken) {
            taken = rest.read(buffer);
        }
    }

    private static boolean isForgeable(Headers headers) {
        String type = headers.getFirst("Content-Type");
        boolean json = type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
        return !json && !"1".equals(headers.getFirst(REQUEST_HEADER));
    }

    private static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        String query = uri.getRawQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters
                        .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** A problem of this server itself, in the API's form. */
    static ApiResponse problem(int status, String title, String detail) {
        var body = Output.object()
                .put("title", title)
                .put("detail", detail)
                .put("status", status)
                .put("code", title.toLowerCase(Locale.ROOT).replace(' ', '-'));
        body.putArray("obstacles");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/problem+json");
        headers.put("Cache-Control", "no-store");
        if (status == 405) {
            headers.put("Allow", detail.contains("POST") ? "POST" : "GET, HEAD");
        }
        return new ApiResponse(status, headers, Output.line(body).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, ApiResponse response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        SAFETY.forEach(headers::set);
        response.headers().forEach((name, value) -> headers.set(name, name.equals("Location") ? API + value : value));
        byte[] body = response.body();
        if (body.length >= WORTH_ZIPPING && isText(response)) {
            headers.set("Vary", "Accept-Encoding");
            if (accepts(exchange.getRequestHeaders().getFirst("Accept-Encoding"))) {
                headers.set("Content-Encoding", "gzip");
                body = zipped(body);
            }
        }
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(response.status(), empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static boolean isText(ApiResponse response) {
        String type = response.headers().getOrDefault("Content-Type", "");
        return type.startsWith("text/") || type.contains("json") || type.contains("svg");
    }

    private static boolean accepts(@Nullable String encodings) {
        return encodings != null && encodings.contains("gzip") && !encodings.matches(".*gzip;\\s*q=0(\\.0*)?($|,).*");
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new FastGzip(zipped)) {
            gzip.write(body);
        }
        return zipped.toByteArray();
    }

    /** Most of what is sent is fetched over loopback: speed counts for more than size. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
