package io.jenkins.plugins.waybill.git;

import java.io.File;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jgit.errors.CancelledException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps mirrors small and quick, away from those who wait: packs what lies about once there is much of it, and forgets
 * records of pushes that nobody will ask for again. What any ref still holds stays, refs of other rooms included.
 */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private static final int LOOK_EVERY = 64;
    private static final int PACKS = 50;
    /** One of 256 folders stands for all of them; together about seven thousand objects. */
    private static final int LOOSE_OBJECTS_IN_A_FOLDER = 27;

    private static final Duration RECORDS_KEPT = Duration.ofDays(30);
    /** Younger objects may belong to work that has no ref yet. */
    private static final Duration OBJECTS_KEPT = Duration.ofDays(14);

    private final Executor executor;
    private final InstantSource clock;
    private final Map<MirrorStore, AtomicInteger> writes = new ConcurrentHashMap<>();

    Housekeeping(Executor executor, InstantSource clock) {
        this.executor = executor;
        this.clock = clock;
    }

    /** To be told of every fetch and push that brought something; looks after the mirror now and then. */
    void wrote(MirrorStore store) {
        AtomicInteger count = writes.computeIfAbsent(store, key -> new AtomicInteger());
        if (count.incrementAndGet() % LOOK_EVERY == 0) {
            try {
                executor.execute(() -> look(store));
            } catch (RejectedExecutionException e) {
                LOG.debug("Closing; housekeeping has to wait");
            }
        }
    }

    private void look(MirrorStore store) {
        File objects = new File(store.repository().getDirectory(), "objects");
        if (count(new File(objects, "17"), "") > LOOSE_OBJECTS_IN_A_FOLDER
                || count(new File(objects, "pack"), ".pack") > PACKS) {
            try {
                tidy(store);
            } catch (IOException | RuntimeException e) {
                LOG.warn("The mirror of {} could not be tidied", store.url().shown(), e);
            }
        }
    }

    /** Packs everything, now. */
    void tidy(MirrorStore store) throws IOException {
        forgetOldRecords(store);
        try (var own = OwnConfiguration.enter()) {
            var gc = new GC((FileRepository) store.repository());
            gc.setExpire(Date.from(clock.instant().minus(OBJECTS_KEPT)));
            gc.gc().get();
        } catch (CancelledException e) {
            LOG.debug("Closing; housekeeping has to wait", e);
        } catch (ParseException | ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetOldRecords(MirrorStore store) throws IOException {
        Instant oldest = clock.instant().minus(RECORDS_KEPT);
        var old = new ArrayList<ReceiveCommand>();
        try (RevWalk walk = new RevWalk(store.repository())) {
            for (Ref record : store.repository().getRefDatabase().getRefsByPrefix(PushRecords.PREFIX)) {
                if (isOlder(walk, record.getObjectId(), oldest)) {
                    old.add(new ReceiveCommand(record.getObjectId(), ObjectId.zeroId(), record.getName()));
                }
            }
        }
        store.write(old);
    }

    private static boolean isOlder(RevWalk walk, ObjectId id, Instant oldest) throws IOException {
        try {
            return walk.peel(walk.parseAny(id)) instanceof RevCommit commit
                    && Instant.ofEpochSecond(commit.getCommitTime()).isBefore(oldest);
        } catch (MissingObjectException e) {
            return true;
        }
    }

    private static int count(File folder, String suffix) {
        String[] names = folder.list((directory, name) -> name.endsWith(suffix));
        return names == null ? 0 : names.length;
    }
}
