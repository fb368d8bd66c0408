package io.jenkins.plugins.waybill.verification;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Jobs;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Measurement;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import io.jenkins.plugins.waybill.verification.metric.MetricContext;
import io.jenkins.plugins.waybill.verification.metric.MetricSource;
import io.jenkins.plugins.waybill.verification.metric.MetricSources;
import io.jenkins.plugins.waybill.verification.metric.Reading;
import org.jspecify.annotations.Nullable;

/** Makes measurements: asks the provider and judges what it says. A fault outside is a measurement too: an error. */
final class Measuring {

    private static final int LONGEST_VALUE = 4096;
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    private final AnalysisRun run;
    private final Credentials credentials;
    private final Jobs jobs;
    private final InstantSource clock;
    private final UnaryOperator<String> hide;

    /**
     * For one run.
     *
     * @param hide takes secrets out of what is recorded
     */
    Measuring(AnalysisRun run, Credentials credentials, Jobs jobs, InstantSource clock, UnaryOperator<String> hide) {
        this.run = run;
        this.credentials = credentials;
        this.jobs = jobs;
        this.clock = clock;
        this.hide = hide;
    }

    /** Begins a measurement, or looks at one that runs; takes as long as the provider's answer. */
    AnalysisCourse.Taken take(AnalysisCourse.Due due, boolean terminating) throws InterruptedException {
        Metric metric = due.metric();
        Instant startedAt =
                due.incomplete() == null ? clock.instant() : due.incomplete().startedAt();
        Map<String, String> about = Map.of();
        Measurement measurement;
        try {
            if (metric.provider().equals(MetricSources.JOB)) {
                measurement = due.incomplete() == null ? startJob(due, startedAt) : look(due.incomplete(), terminating);
            } else {
                MetricSource source = MetricSources.find(metric.provider())
                        .orElseThrow(() -> new IOException(unsupported(metric.provider())));
                about = source.about(metric.config());
                measurement = judged(
                        metric,
                        source.read(metric.config(), new MetricContext(run.project(), credentials, clock.instant())),
                        startedAt);
            }
        } catch (IOException e) {
            String message =
                    Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
            measurement = ended(Phase.ERROR, "", message, startedAt, due.incomplete());
        } catch (ExpressionException e) {
            measurement = ended(Phase.ERROR, "", "The answer cannot be read: " + e.reason(), startedAt, null);
        }
        return new AnalysisCourse.Taken(hidden(measurement), hidden(about));
    }

    static String unsupported(String provider) {
        return "The provider '" + provider + "' is not supported here; supported are "
                + String.join(", ", MetricSources.names()) + ".";
    }

    private Measurement judged(Metric metric, Reading reading, Instant startedAt) {
        try {
            Phase phase = Conditions.judge(metric, reading.result());
            return new Measurement(phase, reading.text(), "", startedAt, clock.instant(), null, reading.metadata());
        } catch (AnalysisException e) {
            return new Measurement(
                    Phase.ERROR,
                    reading.text(),
                    String.valueOf(e.getMessage()),
                    startedAt,
                    clock.instant(),
                    null,
                    reading.metadata());
        }
    }

    private Measurement startJob(AnalysisCourse.Due due, Instant startedAt) throws IOException {
        String key = run.name() + "." + due.metric().name() + "." + due.number();
        String link = jobs.start(JobRequests.of(due.metric(), run, key, credentials));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("job-name", key);
        if (!link.isEmpty()) {
            metadata.put("job", link);
        }
        return new Measurement(
                Phase.RUNNING, "", "", startedAt, null, clock.instant().plus(FIRST_LOOK), metadata);
    }

    private Measurement look(Measurement running, boolean terminating) throws IOException {
        String key = running.metadata().getOrDefault("job-name", "");
        if (terminating) {
            jobs.stop(run.project(), key);
            return ended(Phase.INCONCLUSIVE, "", "Stopped, since the analysis ends.", running.startedAt(), running);
        }
        Jobs.State state = jobs.state(run.project(), key);
        return switch (state.phase()) {
            case SUCCEEDED -> ended(Phase.SUCCESSFUL, "", state.message(), running.startedAt(), running);
            case FAILED -> ended(Phase.FAILED, "", state.message(), running.startedAt(), running);
            case INCONCLUSIVE -> ended(Phase.INCONCLUSIVE, "", state.message(), running.startedAt(), running);
            case RUNNING -> {
                // The longer it takes, the less often it is looked at.
                double seconds =
                        Duration.between(running.startedAt(), clock.instant()).toMillis() / 1000.0;
                long wait = Math.max(FIRST_LOOK.toMillis(), (long) (1000 * Math.sqrt(2 * Math.max(0, seconds))));
                yield new Measurement(
                        Phase.RUNNING,
                        "",
                        state.message(),
                        running.startedAt(),
                        null,
                        clock.instant().plusMillis(wait),
                        running.metadata());
            }
        };
    }

    private Measurement ended(
            Phase phase, String value, String message, Instant startedAt, @Nullable Measurement before) {
        return new Measurement(
                phase, value, message, startedAt, clock.instant(), null, before == null ? Map.of() : before.metadata());
    }

    private Measurement hidden(Measurement measurement) {
        String value = hide.apply(measurement.value());
        return new Measurement(
                measurement.phase(),
                value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value,
                hide.apply(measurement.message()),
                measurement.startedAt(),
                measurement.finishedAt(),
                measurement.resumeAt(),
                hidden(measurement.metadata()));
    }

    private Map<String, String> hidden(Map<String, String> texts) {
        Map<String, String> hidden = new LinkedHashMap<>();
        texts.forEach((name, text) -> hidden.put(name, hide.apply(text)));
        return hidden;
    }
}
