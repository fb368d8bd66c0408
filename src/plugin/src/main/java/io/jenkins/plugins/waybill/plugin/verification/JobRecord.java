package io.jenkins.plugins.waybill.plugin.verification;

import hudson.Util;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What became of a measurement in Jenkins, kept in a file beside the engine's state, so that one that was started is
 * found again after a restart.
 *
 * @param job full name of the job
 * @param queueId Jenkins' number for it in the queue; 0 before it was there
 * @param build the build's number; 0 before there is one
 * @param cancelled whether it was taken out of the queue
 * @param lostAgent the agent that was gone when the build ended without success; empty for none
 */
record JobRecord(String job, long queueId, int build, boolean cancelled, String lostAgent) {

    private static final Duration MEMORY = Duration.ofDays(30);

    static JobRecord of(String job) {
        return new JobRecord(job, 0, 0, false, "");
    }

    JobRecord queued(long id) {
        return new JobRecord(job, id, build, cancelled, lostAgent);
    }

    JobRecord built(int number) {
        return new JobRecord(job, queueId, number, cancelled, lostAgent);
    }

    JobRecord withdrawn() {
        return new JobRecord(job, queueId, build, true, lostAgent);
    }

    JobRecord lost(String agent) {
        return new JobRecord(job, queueId, build, cancelled, agent);
    }

    /** All records of a Jenkins. The engine and Jenkins' listeners change them at the same time, each by its own instance. */
    static final class Shelf {

        private static final Object LOCK = new Object();

        private final Path directory;

        Shelf(Path directory) {
            this.directory = directory;
        }

        private Path file(String project, String key) {
            return directory.resolve(Util.getDigestOf(project + "/" + key) + ".properties");
        }

        Optional<JobRecord> find(String project, String key) throws IOException {
            synchronized (LOCK) {
                Path file = file(project, key);
                if (!Files.exists(file)) {
                    return Optional.empty();
                }
                Properties read = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    read.load(reader);
                }
                return Optional.of(new JobRecord(
                        read.getProperty("job", ""),
                        Long.parseLong(read.getProperty("queueId", "0")),
                        Integer.parseInt(read.getProperty("build", "0")),
                        Boolean.parseBoolean(read.getProperty("cancelled")),
                        read.getProperty("lostAgent", "")));
            }
        }

        void put(String project, String key, JobRecord record) throws IOException {
            synchronized (LOCK) {
                Files.createDirectories(directory);
                Properties written = new Properties();
                written.setProperty("job", record.job());
                written.setProperty("queueId", Long.toString(record.queueId()));
                written.setProperty("build", Integer.toString(record.build()));
                written.setProperty("cancelled", Boolean.toString(record.cancelled()));
                written.setProperty("lostAgent", record.lostAgent());
                try (AtomicFileWriter writer = new AtomicFileWriter(file(project, key), StandardCharsets.UTF_8)) {
                    try {
                        written.store(writer, null);
                        writer.commit();
                    } finally {
                        writer.abort();
                    }
                }
            }
        }

        /** A change to a record that may have been made meanwhile. */
        interface Change {
            JobRecord of(JobRecord record);
        }

        /** Changes a record; nothing when there is none. */
        void change(String project, String key, Change change) throws IOException {
            synchronized (LOCK) {
                Optional<JobRecord> known = find(project, key);
                if (known.isPresent()) {
                    put(project, key, change.of(known.get()));
                }
            }
        }

        /** Throws away what no analysis asks for any more. */
        void clear() throws IOException {
            synchronized (LOCK) {
                if (!Files.isDirectory(directory)) {
                    return;
                }
                Instant old = Instant.now().minus(MEMORY);
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                            Files.deleteIfExists(file);
                        }
                    }
                }
            }
        }
    }
}
