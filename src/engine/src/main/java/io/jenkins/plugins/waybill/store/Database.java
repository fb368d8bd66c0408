package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;
import java.time.Duration;

import org.jdbi.v3.core.Handle;

/** A database that no other process writes to meanwhile, through a single connection that one thread uses. */
interface Database extends AutoCloseable {

    Dialect dialect();

    /** The connection. */
    Handle handle();

    /** Which database it is, for messages: {@code the database FILE}. Without secrets. */
    String place();

    /** What to look at when writing fails, in a sentence. */
    String remedy();

    /** Where the end of the audit log is noted outside the database. */
    Path auditNote();

    /** Whether an error means that the connection is gone, so that another may do better. */
    boolean isLost(RuntimeException error);

    /**
     * Connects once more after the connection was lost.
     *
     * @throws ConnectionLost when it cannot be had now
     * @throws StoreException when it is never to be had again, because another process has taken over
     */
    void reconnect();

    /** How long a change or a question waits for a lost connection before it fails. */
    Duration patience();

    /** After how long without work to look whether the connection is still there. */
    Duration heartbeat();

    /** A whole, consistent copy; {@link StoreException} when it cannot be made. */
    void copyTo(Path file);

    @Override
    void close();
}
