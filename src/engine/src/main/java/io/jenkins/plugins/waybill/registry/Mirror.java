package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.jenkins.plugins.waybill.host.RegistryMirror;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A repository at a mirror, as one project may ask it. One that cannot be reached is left alone for a while. */
final class Mirror {

    private final RepositoryEndpoint place;
    private final Reach reach;

    /** Whether a mirror can be reached; shared by all its repositories. Thread-safe. */
    static final class Reach {

        private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

        /** Each request to a server that is gone takes its whole time, and a look at a repository can be many requests. */
        private static final Duration REST = Duration.ofMinutes(1);

        private final RegistryMirror mirror;
        private final AtomicReference<@Nullable Lost> lost = new AtomicReference<>();

        private record Lost(RegistryException why, long until) {}

        Reach(RegistryMirror mirror) {
            this.mirror = mirror;
        }

        private void refuseWhileLost() throws RegistryException {
            Lost now = lost.get();
            if (now != null && now.until() - System.nanoTime() > 0) {
                throw new RegistryException(
                        RegistryException.Reason.UNREACHABLE,
                        "it is left alone for a minute. " + now.why().getMessage());
            }
        }

        private void lose(RegistryException why) {
            Lost before = lost.getAndSet(new Lost(why, System.nanoTime() + REST.toNanos()));
            if (before == null) {
                LOG.warn(
                        "The mirror {} cannot be reached; {} is asked itself: {}",
                        mirror,
                        mirror.registry(),
                        why.getMessage());
            }
        }

        private void find() {
            if (lost.get() != null && lost.getAndSet(null) != null) {
                LOG.info("The mirror {} of {} can be reached again", mirror, mirror.registry());
            }
        }
    }

    Mirror(RepositoryEndpoint place, Reach reach) {
        this.place = place;
        this.reach = reach;
    }

    <T, E extends IOException> T ask(RemoteRepository.Question<T, E> question) throws RegistryException, E {
        reach.refuseWhileLost();
        try {
            T answer = question.ask(place);
            reach.find();
            return answer;
        } catch (RegistryException e) {
            if (e.reason() == RegistryException.Reason.UNREACHABLE) {
                reach.lose(e);
            }
            throw e;
        }
    }

    /** For messages: where the repository is there. */
    @Override
    public String toString() {
        return place.name().toString();
    }
}
