package io.jenkins.plugins.waybill.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jenkins.plugins.waybill.audit.AuditHead;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Changes that become durable together: made in memory first, then written in one transaction. The version of the state
 * is moved on by the same transaction from what it was, so a process that has lost the database to another one cannot
 * write, and whether a commit landed can be seen afterwards.
 */
final class Commit {

    private static final String VERSION = "version";

    private final Database database;
    private final AuditTable audit;
    private final InstantSource clock;
    private final Journal journal = new Journal();
    private final List<Runnable> outcomes = new ArrayList<>();
    private final MemoryState before;
    private final AuditHead headBefore;
    private MemoryState after;
    private AuditHead headAfter;
    private boolean inDoubt;

    Commit(Database database, MemoryState before, AuditTable audit, InstantSource clock) {
        this.database = database;
        this.before = before;
        this.after = before;
        this.audit = audit;
        this.clock = clock;
        headBefore = audit.head();
        headAfter = headBefore;
    }

    /** Makes sure that there is a version to move on. */
    static void prepare(Handle handle) {
        handle.execute("INSERT INTO meta (name, value) VALUES (?, '0') ON CONFLICT DO NOTHING", VERSION);
    }

    /** Makes a change on top of those before; one that fails leaves nothing. */
    <T> void make(Store.Change<T> change, CompletableFuture<T> told) {
        AuditHead head = audit.head();
        int length = journal.length();
        OpenTransaction transaction = new OpenTransaction(after, journal, audit, clock);
        @Nullable T result;
        try {
            result = change.apply(transaction);
        } catch (RuntimeException | Error e) {
            journal.cutTo(length);
            audit.reset(head);
            outcomes.add(() -> told.completeExceptionally(e));
            return;
        }
        outcomes.add(() -> told.complete(result));
        after = transaction.finish();
    }

    /** Makes what was changed durable. */
    void write(Lifeline lifeline, long deadline) {
        headAfter = audit.head();
        if (journal.length() == 0) {
            return;
        }
        audit.noteHead(journal);
        lifeline.use(deadline, () -> {
            if (inDoubt && landedAsSeen(lifeline)) {
                return true;
            }
            inDoubt = false;
            return transact(lifeline);
        });
        inDoubt = false;
        if (headAfter.sequence() != headBefore.sequence()) {
            audit.noteHeadBeside();
        }
    }

    private boolean transact(Lifeline lifeline) {
        Handle handle = database.handle();
        try {
            handle.execute(database.dialect().begin());
            int moved = handle.execute(
                    "UPDATE meta SET value = ? WHERE name = ? AND value = ?",
                    Long.toString(after.version()),
                    VERSION,
                    Long.toString(before.version()));
            if (moved != 1) {
                throw lifeline.end(outpaced());
            }
            journal.play(handle);
            inDoubt = true;
            handle.execute("COMMIT");
            return true;
        } catch (JdbiException e) {
            if (!database.isLost(e)) {
                inDoubt = false;
                rollBack(handle);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            rollBack(handle);
            throw e;
        }
    }

    /** Whether the answer to the commit never came. */
    boolean isInDoubt() {
        return inDoubt;
    }

    /** Whether a commit in doubt became durable. */
    boolean landed(Lifeline lifeline, long deadline) {
        return lifeline.use(deadline, () -> landedAsSeen(lifeline));
    }

    private boolean landedAsSeen(Lifeline lifeline) {
        long found = version();
        if (found != before.version() && found != after.version()) {
            throw lifeline.end(outpaced());
        }
        return found == after.version();
    }

    private long version() {
        return database.handle()
                .createQuery("SELECT value FROM meta WHERE name = :name")
                .bind("name", VERSION)
                .mapTo(Long.class)
                .findOne()
                .orElse(-1L);
    }

    private String outpaced() {
        return "The state in " + database.place() + " is not what this process left there: another process has written"
                + " to it, or an older copy was put in its place. Nothing more is written; start anew to go on from"
                + " what is there.";
    }

    /** The end of the audit log is again what it was. */
    void takeBack() {
        audit.reset(headBefore);
    }

    /** The end of the audit log is what this commit made it. */
    void putForward() {
        audit.reset(headAfter);
        audit.noteHeadBeside();
    }

    MemoryState after() {
        return after;
    }

    void tellAll() {
        outcomes.forEach(Runnable::run);
    }

    private static void rollBack(Handle handle) {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException e) {
            // SQLite has already rolled back by itself after some errors, a full disk among them.
            LoggerFactory.getLogger(Commit.class).debug("No transaction to roll back", e);
        }
    }
}
