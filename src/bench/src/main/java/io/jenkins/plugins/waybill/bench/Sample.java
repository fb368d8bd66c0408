package io.jenkins.plugins.waybill.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations of repeated runs of one thing, in nanoseconds. */
final class Sample {

    private final List<Long> nanos = new ArrayList<>();

    /** Something to time. */
    @FunctionalInterface
    interface Run {
        void run() throws Exception;
    }

    /** Runs it once without counting, then so many times. */
    static Sample of(int runs, Run run) throws Exception {
        run.run();
        return cold(runs, run);
    }

    /** Runs it so many times; the first run counts too. */
    static Sample cold(int runs, Run run) throws Exception {
        Sample sample = new Sample();
        for (int i = 0; i < runs; i++) {
            sample.time(run);
        }
        return sample;
    }

    /** Times one more run. */
    void time(Run run) throws Exception {
        long start = System.nanoTime();
        run.run();
        add(System.nanoTime() - start);
    }

    /** Adds a duration that was measured elsewhere. */
    void add(long duration) {
        nanos.add(duration);
    }

    double medianMillis() {
        return quantileMillis(0.5);
    }

    /** The value below which that share of the runs lies. */
    double quantileMillis(double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        int index = (int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size()));
        return sorted.get(index) / 1e6;
    }

    /** Median with minimum and maximum, for a table. */
    String cell() {
        return String.format(
                Locale.ROOT, "%s (%s to %s)", text(medianMillis()), text(quantileMillis(0)), text(quantileMillis(1)));
    }

    /** Milliseconds below a second, seconds above. */
    static String text(double millis) {
        if (millis >= 1000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    static String text(Duration duration) {
        return text(duration.toNanos() / 1e6);
    }
}
