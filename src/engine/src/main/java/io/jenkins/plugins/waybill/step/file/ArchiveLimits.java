package io.jenkins.plugins.waybill.step.file;

import io.jenkins.plugins.waybill.step.StepFailure;

/** How large an archive may be, counted before compression; Kargo's limits. */
final class ArchiveLimits {

    static final long LARGEST_FILE = 50L * 1024 * 1024;
    static final long LARGEST_TOTAL = 100L * 1024 * 1024;
    static final int MOST_ENTRIES = 100_000;

    private long total;
    private int entries;

    /** Counts a file. */
    void take(String name, long bytes) throws StepFailure {
        total += bytes;
        entries++;
        if (bytes > LARGEST_FILE) {
            throw StepFailure.retryable("'" + name + "' is larger than 50 MiB; archives take no larger files.");
        }
        if (total > LARGEST_TOTAL) {
            throw StepFailure.retryable("With '" + name
                    + "' the archive holds more than 100 MiB; leave files out with ignore, or make several archives.");
        }
        if (entries > MOST_ENTRIES) {
            throw StepFailure.retryable(
                    "The archive holds more than " + MOST_ENTRIES + " entries; make several of it.");
        }
    }
}
