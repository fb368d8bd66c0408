package io.jenkins.plugins.waybill.argocd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.jenkins.plugins.waybill.argocd.ArgoCdException.Kind;
import io.jenkins.plugins.waybill.argocd.LiveApplication.Reference;
import io.jenkins.plugins.waybill.host.ArgoServer;
import org.jspecify.annotations.Nullable;

/** Looks at Applications for people: soon rather than completely, and not again for everybody who asks. Thread-safe. */
public final class LiveApplications {

    /** People wait for the answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_LOOKS = 500;
    private static final int MOST_EVENTS = 20;

    private final Map<Key, Look> looks = new ConcurrentHashMap<>();

    private record Key(ArgoServer server, List<Reference> applications) {}

    /** What was seen last; whoever asks while somebody looks waits for that look. */
    private static final class Look {
        private long at;
        private @Nullable List<LiveApplication> seen;
    }

    /** Those Applications as they are now, or were a few seconds ago, in that order. */
    public List<LiveApplication> at(ArgoServer server, Collection<Reference> references) throws InterruptedException {
        if (looks.size() > MOST_LOOKS) {
            looks.clear();
        }
        List<Reference> wanted = List.copyOf(references);
        Look look = looks.computeIfAbsent(new Key(server, wanted), key -> new Look());
        synchronized (look) {
            if (look.seen == null || System.nanoTime() - look.at > FRESH.toNanos()) {
                look.seen = read(server, wanted);
                look.at = System.nanoTime();
            }
            return look.seen;
        }
    }

    private static List<LiveApplication> read(ArgoServer server, List<Reference> references)
            throws InterruptedException {
        List<LiveApplication> found = new ArrayList<>();
        String gone = "";
        for (Reference reference : references) {
            if (!gone.isEmpty()) {
                found.add(missing(server, reference, gone));
                continue;
            }
            try {
                ArgoCd client = ArgoCd.at(server, TIMEOUT);
                found.add(read(client, client.application(reference.name(), reference.namespace())));
            } catch (ArgoCdException e) {
                found.add(missing(server, reference, String.valueOf(e.getMessage())));
                gone = e.kind() == Kind.UNREACHABLE || e.kind() == Kind.UNTRUSTED ? String.valueOf(e.getMessage()) : "";
            }
        }
        return List.copyOf(found);
    }

    private static LiveApplication read(ArgoCd client, Application application) throws InterruptedException {
        ResourceTree resources = null;
        List<ApplicationEvent> events = List.of();
        String problem = "";
        try {
            resources = client.resources(application);
            events = client.events(application);
        } catch (ArgoCdException e) {
            problem = String.valueOf(e.getMessage());
        }
        return new LiveApplication(
                application.name(),
                application.namespace(),
                link(client.server(), application.namespace(), application.name()),
                application,
                resources,
                events.subList(0, Math.min(MOST_EVENTS, events.size())),
                problem);
    }

    private static LiveApplication missing(ArgoServer server, Reference reference, String problem) {
        return new LiveApplication(
                reference.name(),
                reference.namespace(),
                link(server, reference.namespace(), reference.name()),
                null,
                null,
                List.of(),
                problem);
    }

    private static String link(ArgoServer server, String namespace, String name) {
        return server.url().toString().replaceAll("/+$", "") + "/applications/" + namespace + "/" + name;
    }
}
