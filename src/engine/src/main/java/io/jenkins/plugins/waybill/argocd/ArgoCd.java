package io.jenkins.plugins.waybill.argocd;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.argocd.ArgoCdException.Kind;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.Secret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Argo CD server as a client sees it. Thread-safe.
 *
 * <p>Reading is tried again a few times at once when the server does not answer; whatever changes something is sent
 * once, unless it is certain that it did not arrive. An account with name and password is logged in when first needed
 * and again when its session has ended.
 */
public final class ArgoCd {

    private static final Logger LOG = LoggerFactory.getLogger(ArgoCd.class);
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    /** Whoever waited longer than that for an answer should rather come back later. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final long FIRST_PAUSE_MILLIS = 150;
    private static final int MOST_CLIENTS = 64;
    private static final Map<ArgoServer, ArgoCd> CLIENTS = new ConcurrentHashMap<>();

    private final ArgoServer server;
    private final Transport transport;
    private final Session session;

    private ArgoCd(ArgoServer server, Duration timeout) {
        this.server = server;
        this.transport = new Transport(server, timeout);
        this.session = new Session(server, transport);
    }

    /** The client of a server; the same for the same server, so that connections and sessions are shared. */
    public static ArgoCd at(ArgoServer server) {
        ArgoCd known = CLIENTS.get(server);
        if (known != null) {
            return known;
        }
        if (CLIENTS.size() >= MOST_CLIENTS) {
            CLIENTS.clear(); // Credentials that rotate would otherwise leave their clients behind.
        }
        ArgoCd made = new ArgoCd(server, TIMEOUT);
        CLIENTS.put(server, made);
        return made;
    }

    /** A client with a time limit of its own for a whole exchange. */
    public static ArgoCd at(ArgoServer server, Duration timeout) {
        return new ArgoCd(server, timeout);
    }

    /** The server. */
    public ArgoServer server() {
        return server;
    }

    /**
     * Asks the server for its version and for whom it takes the caller, without trying again.
     *
     * @throws ArgoCdException of kind {@link Kind#UNAUTHORISED} when the server knows no such caller
     */
    public ServerInfo about() throws ArgoCdException, InterruptedException {
        String version = transport.version().path("Version").asText("");
        if (version.isEmpty()) {
            throw new ArgoCdException(
                    Kind.BROKEN,
                    true,
                    server.url() + " answers, but not as an Argo CD server does. Give the address of its API server,"
                            + " with its path prefix.");
        }
        // The server answers this for a token that is worth nothing as well; it is just nobody's then.
        JsonNode user = authorised("GET", "/session/userinfo", null);
        if (!user.path("loggedIn").asBoolean(false)) {
            throw new ArgoCdException(
                    Kind.UNAUTHORISED,
                    true,
                    "Argo CD server '" + server.name() + "' (" + server.url() + ", " + version
                            + ") does not accept the token. Make a new one for an account or a project role.");
        }
        return new ServerInfo(version, user.path("username").asText(""));
    }

    /**
     * An Application.
     *
     * @param namespace null for the server's own
     */
    public Application application(String name, @Nullable String namespace)
            throws ArgoCdException, InterruptedException {
        return Application.of(
                read("/applications/" + encode(name) + "?appNamespace=" + encode(namespaceOr(namespace))));
    }

    /**
     * Applications by their labels, by name.
     *
     * @param selector as Kubernetes writes them: {@code app=guestbook,tier in (web,api)}
     * @param namespace null for the server's own
     */
    public List<Application> applications(String selector, @Nullable String namespace)
            throws ArgoCdException, InterruptedException {
        JsonNode list =
                read("/applications?selector=" + encode(selector) + "&appNamespace=" + encode(namespaceOr(namespace)));
        List<Application> found = new ArrayList<>();
        list.path("items").forEach(item -> found.add(Application.of(item)));
        return List.copyOf(found);
    }

    /**
     * Changes sources of an Application and has it compared anew, not from caches.
     *
     * @param application as it was read; when its sources are others now nothing changes
     * @param sources what to replace, by index
     * @return the Application as it is then, whatever caches the server has
     * @throws ArgoCdException of kind {@link Kind#CONFLICT} when somebody else changed the sources
     */
    public Application change(Application application, Map<Integer, ObjectNode> sources)
            throws ArgoCdException, InterruptedException {
        var patch = JsonNodeFactory.instance.arrayNode();
        sources.forEach((index, source) -> {
            String pointer = application.pointer(index);
            patch.addObject()
                    .put("op", "test")
                    .put("path", pointer)
                    .set("value", application.sources().get(index));
            patch.addObject().put("op", "replace").put("path", pointer).set("value", source);
        });
        if (application.annotations().isEmpty()) {
            patch.addObject()
                    .put("op", "add")
                    .put("path", "/metadata/annotations")
                    .putObject("value");
        }
        patch.addObject()
                .put("op", "add")
                .put("path", "/metadata/annotations/argocd.argoproj.io~1refresh")
                .put("value", "hard");
        ObjectNode body = named(application).put("patch", patch.toString()).put("patchType", "json");
        return Application.of(call("PATCH", path(application, ""), body));
    }

    /**
     * Asks for a sync, once.
     *
     * @throws ArgoCdException of kind {@link Kind#REFUSED} when another operation goes on, {@link Kind#FORBIDDEN} outside
     *     of sync windows
     */
    public Application sync(Application application, SyncRequest request) throws ArgoCdException, InterruptedException {
        return Application.of(call("POST", path(application, "/sync"), request.body(application)));
    }

    /**
     * Has an Application compared anew, not from caches, without waiting for it. An account that may not change the
     * Application has it asked for in another way, which takes up to a second. Whether that works is seen when the
     * Application is read again.
     */
    public void requestRefresh(Application application) throws InterruptedException {
        try {
            change(application, Map.of());
        } catch (ArgoCdException e) {
            LOG.debug("No fresh comparison of {}: {}", application.key(), e.getMessage());
            if (e.kind() == Kind.FORBIDDEN) {
                requestRefreshByReading(application);
            }
        }
    }

    /** Argo CD marks the Application at once and answers when it has compared it; the mark is enough. */
    private void requestRefreshByReading(Application application) throws InterruptedException {
        try {
            String path = path(application, "") + query(application) + "&refresh=hard";
            transport.send("GET", path, null, session.token(), GLANCE);
        } catch (ArgoCdException e) {
            LOG.debug("No fresh comparison of {} by reading: {}", application.key(), e.getMessage());
        }
    }

    /** When the Application may be synced. */
    public SyncWindows syncWindows(Application application) throws ArgoCdException, InterruptedException {
        return SyncWindows.of(read(path(application, "/syncwindows") + query(application)));
    }

    /** What it consists of. */
    public ResourceTree resources(Application application) throws ArgoCdException, InterruptedException {
        return ResourceTree.of(read(path(application, "/resource-tree") + query(application)));
    }

    /** What happened to it lately, newest first. */
    public List<ApplicationEvent> events(Application application) throws ArgoCdException, InterruptedException {
        return ApplicationEvent.of(read(path(application, "/events") + query(application)));
    }

    private String namespaceOr(@Nullable String namespace) {
        return namespace == null || namespace.isEmpty() ? server.namespace() : namespace;
    }

    private static ObjectNode named(Application application) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", application.name())
                .put("appNamespace", application.namespace())
                .put("project", application.project());
    }

    private static String path(Application application, String rest) {
        return "/applications/" + encode(application.name()) + rest;
    }

    private static String query(Application application) {
        return "?appNamespace=" + encode(application.namespace()) + "&project=" + encode(application.project());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode read(String path) throws ArgoCdException, InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++) {
            long began = System.nanoTime();
            try {
                return authorised("GET", path, null);
            } catch (ArgoCdException e) {
                boolean quick = Duration.ofNanos(System.nanoTime() - began).compareTo(SOON) < 0;
                if (e.kind() != Kind.UNREACHABLE || !quick || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            Thread.sleep(pause);
            pause *= 3;
        }
    }

    private JsonNode call(String method, String path, ObjectNode body) throws ArgoCdException, InterruptedException {
        try {
            return authorised(method, path, body);
        } catch (ArgoCdException e) {
            if (!e.passes() || e.mayHaveArrived()) {
                throw e;
            }
        }
        Thread.sleep(FIRST_PAUSE_MILLIS);
        return authorised(method, path, body);
    }

    private JsonNode authorised(String method, String path, @Nullable JsonNode body)
            throws ArgoCdException, InterruptedException {
        Secret token = session.token();
        try {
            return transport.send(method, path, body, token);
        } catch (ArgoCdException e) {
            if (e.kind() != Kind.UNAUTHORISED || !session.renews(token)) {
                throw e;
            }
        }
        return transport.send(method, path, body, session.token());
    }
}
