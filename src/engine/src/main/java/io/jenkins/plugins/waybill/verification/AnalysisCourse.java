package io.jenkins.plugins.waybill.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Measurement;
import io.jenkins.plugins.waybill.model.MetricResult;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a run goes on: what is due, what a measurement changes, when the run is over. Everything follows
 * from the run as it is recorded, so it goes on after a restart as if nothing had happened.
 */
record AnalysisCourse(AnalysisRun run, AnalysisSpec spec) {

    /** How soon a measurement is tried again that was not possible. */
    static final Duration ERROR_RETRY = Duration.ofSeconds(10);

    private static final List<Phase> WORSENING =
            List.of(Phase.SUCCESSFUL, Phase.RUNNING, Phase.PENDING, Phase.INCONCLUSIVE, Phase.ERROR, Phase.FAILED);

    /**
     * A measurement to be made now.
     *
     * @param incomplete one that was begun earlier and has to be looked at; null to begin one
     * @param number counts the metric's measurements from 1
     */
    record Due(Metric metric, @Nullable Measurement incomplete, int number) {}

    /** Whether nothing more is to be begun: it was asked to stop, or a metric that counts has decided the run. */
    boolean isTerminating() {
        return run.terminate()
                || run.metrics().stream()
                        .anyMatch(result -> !result.dryRun()
                                && (result.phase() == Phase.FAILED
                                        || result.phase() == Phase.ERROR
                                        || result.phase() == Phase.INCONCLUSIVE));
    }

    /** What is to be measured or looked at now. */
    List<Due> due(Instant now) {
        List<Due> due = new ArrayList<>();
        for (Metric metric : spec.metrics()) {
            dueAt(metric)
                    .filter(at -> !at.isAfter(now))
                    .ifPresent(at -> due.add(new Due(metric, incomplete(metric), number(metric))));
        }
        return due;
    }

    /** When something is due next; empty when the run is over. */
    Optional<Instant> next() {
        return spec.metrics().stream().flatMap(metric -> dueAt(metric).stream()).min(Instant::compareTo);
    }

    private int number(Metric metric) {
        return run.metric(metric.name())
                .map(result -> result.count() + result.error() + 1)
                .orElse(1);
    }

    private @Nullable Measurement incomplete(Metric metric) {
        return run.metric(metric.name())
                .flatMap(MetricResult::last)
                .filter(measurement -> measurement.finishedAt() == null)
                .orElse(null);
    }

    private Optional<Instant> dueAt(Metric metric) {
        MetricResult result = run.metric(metric.name()).orElse(null);
        if (run.phase().isTerminal() || result != null && result.phase().isTerminal()) {
            return Optional.empty();
        }
        Measurement last = result == null ? null : result.last().orElse(null);
        Instant finished = last == null ? null : last.finishedAt();
        if (last != null && finished == null) {
            Instant resume = last.resumeAt();
            return Optional.of(isTerminating() || resume == null ? run.startedAt() : resume);
        }
        if (isTerminating()) {
            return Optional.empty();
        }
        if (result == null || last == null || finished == null) {
            return Optional.of(run.startedAt().plus(metric.initialDelay()));
        }
        if (metric.count() > 0 && result.count() >= metric.count()) {
            return Optional.empty();
        }
        Duration wait = last.phase() == Phase.ERROR || metric.interval() == null ? ERROR_RETRY : metric.interval();
        return Optional.of(finished.plus(wait));
    }

    /** The run with what these measurements came to, assessed. */
    AnalysisCourse after(Map<String, Taken> measurements, Instant now) {
        List<MetricResult> results = new ArrayList<>(run.metrics());
        measurements.forEach((metric, taken) -> {
            MetricResult before = run.metric(metric)
                    .orElseGet(() -> MetricResult.begun(metric, spec.dryRun().contains(metric), taken.about()));
            MetricResult after = counted(before, taken.measurement());
            int index = results.indexOf(before);
            if (index < 0) {
                results.add(after);
            } else {
                results.set(index, after);
            }
        });
        return new AnalysisCourse(run.with(run.phase(), run.message(), run.finishedAt(), results), spec).assessed(now);
    }

    /**
     * A measurement that was made or looked at.
     *
     * @param about what is to be kept about the metric, such as the query that was sent
     */
    record Taken(Measurement measurement, Map<String, String> about) {}

    private MetricResult counted(MetricResult before, Measurement measurement) {
        List<Measurement> all = new ArrayList<>(before.measurements());
        if (!all.isEmpty() && all.get(all.size() - 1).finishedAt() == null) {
            all.remove(all.size() - 1);
        }
        all.add(measurement);
        int most = spec.retained(before.name());
        Phase phase = measurement.phase();
        boolean made = phase.isTerminal() && phase != Phase.ERROR;
        return new MetricResult(
                before.name(),
                before.phase(),
                before.message(),
                all.subList(Math.max(0, all.size() - most), all.size()),
                before.count() + (made ? 1 : 0),
                before.successful() + (phase == Phase.SUCCESSFUL ? 1 : 0),
                before.failed() + (phase == Phase.FAILED ? 1 : 0),
                before.inconclusive() + (phase == Phase.INCONCLUSIVE ? 1 : 0),
                before.error() + (phase == Phase.ERROR ? 1 : 0),
                made ? 0 : before.consecutiveError() + (phase == Phase.ERROR ? 1 : 0),
                phase == Phase.SUCCESSFUL
                        ? before.consecutiveSuccess() + 1
                        : made || phase == Phase.ERROR ? 0 : before.consecutiveSuccess(),
                before.dryRun(),
                before.metadata());
    }

    /** The run with the verdicts that its measurements lead to. */
    AnalysisCourse assessed(Instant now) {
        boolean terminating = isTerminating();
        boolean complete = true;
        Phase worst = null;
        String reason = "";
        List<MetricResult> results = new ArrayList<>();
        for (Metric metric : spec.metrics()) {
            MetricResult result = run.metric(metric.name()).orElse(null);
            if (result == null) {
                complete = false;
                continue;
            }
            MetricAssessment assessment = MetricAssessment.of(metric, result, terminating);
            results.add(result.with(assessment.phase(), message(result, assessment)));
            if (!assessment.phase().isTerminal()) {
                complete = false;
            } else if (result.dryRun()) {
                worst = worst == null ? Phase.SUCCESSFUL : worst;
            } else if (worst == null || WORSENING.indexOf(assessment.phase()) > WORSENING.indexOf(worst)) {
                worst = assessment.phase();
                reason = assessment.phase() == Phase.SUCCESSFUL ? "" : reason(metric, result, assessment);
            }
        }
        AnalysisRun assessed = run.with(run.phase(), run.message(), null, inOrderOf(run.metrics(), results));
        AnalysisCourse course = new AnalysisCourse(assessed, spec);
        boolean waits = results.stream().anyMatch(result -> !result.phase().isTerminal());
        if (course.isTerminating() && !waits) {
            boolean stopped = run.terminate() && worst != Phase.FAILED && worst != Phase.ERROR;
            Phase end = stopped ? Phase.ABORTED : worst == null ? Phase.SUCCESSFUL : worst;
            return course.ended(end, stopped ? "It was asked to stop." : reason, now);
        }
        if (complete && worst != null) {
            return course.ended(worst, reason, now);
        }
        // Others are still to be told that the run ends early.
        return course.isTerminating() && !terminating
                ? course.assessed(now)
                : new AnalysisCourse(assessed.with(Phase.RUNNING, "", null, assessed.metrics()), spec);
    }

    private AnalysisCourse ended(Phase phase, String message, Instant now) {
        return new AnalysisCourse(run.with(phase, message, now, run.metrics()), spec);
    }

    private static List<MetricResult> inOrderOf(List<MetricResult> order, List<MetricResult> results) {
        return order.stream()
                .flatMap(old -> Stream.concat(
                                results.stream().filter(result -> result.name().equals(old.name())), Stream.of(old))
                        .limit(1))
                .toList();
    }

    private static String message(MetricResult result, MetricAssessment assessment) {
        if (!assessment.reason().isEmpty()) {
            return assessment.reason();
        }
        return result.last().map(Measurement::message).orElse("");
    }

    private static String reason(Metric metric, MetricResult result, MetricAssessment assessment) {
        String last = result.last()
                .map(measurement -> measurement.message().isEmpty()
                        ? measurement.value().isEmpty() ? "" : ". Last measured: " + measurement.value()
                        : ". Last: " + measurement.message())
                .orElse("");
        return "Metric '" + metric.name() + "' " + assessment.phase().displayName()
                + (assessment.reason().isEmpty() ? "" : ": " + assessment.reason()) + last;
    }
}
