package io.jenkins.plugins.waybill.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Jobs;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionName;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The next thing to do for a run. Whoever drives runs asks {@link #next}, has the measurements made, records what comes
 * out, and comes back when it is time.
 */
public final class RunningAnalysis {

    /** Whoever asks for the impossible shall not keep a worker busy all the time. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private static final PromotionName NAMES = new PromotionName();

    private final AnalysisCourse course;
    private final Measuring measuring;
    private final InstantSource clock;

    private RunningAnalysis(AnalysisCourse course, Measuring measuring, InstantSource clock) {
        this.course = course;
        this.measuring = measuring;
        this.clock = clock;
    }

    /**
     * Makes the run that a Stage's verification asks for; nothing is measured yet.
     *
     * @param arguments what the Stage gives, evaluated
     * @param promotion name of the promotion that brought the Freight; null when it is not known
     * @throws AnalysisException when the templates cannot be combined or an argument has no value
     */
    public static AnalysisRun begin(
            ProjectDefinition project,
            Stage stage,
            FreightCollection collection,
            Verification verification,
            Map<String, String> arguments,
            @Nullable String promotion,
            Instant now)
            throws AnalysisException {
        if (stage.verification() == null) {
            throw new AnalysisException("The Stage does not ask for analysis any more.");
        }
        ObjectNode spec = CombinedTemplates.combine(project, stage.verification());
        RunArguments.give(spec, arguments);
        Map<String, String> labels = new LinkedHashMap<>(stage.verification().labels());
        labels.put("kargo.akuity.io/stage", stage.name());
        labels.put("kargo.akuity.io/freight-collection", collection.id());
        Map<String, String> annotations =
                new LinkedHashMap<>(stage.verification().annotations());
        if (promotion != null) {
            annotations.put("kargo.akuity.io/promotion", promotion);
        }
        return new AnalysisRun(
                project.name(),
                stage.name(),
                NAMES.next(stage.name(), collection.id(), now),
                verification.id(),
                labels,
                annotations,
                spec,
                Phase.RUNNING,
                "",
                now,
                null,
                false,
                List.of());
    }

    /**
     * Looks at a run.
     *
     * @param run with its secrets in place
     * @param hide takes secrets out of what is recorded
     * @throws AnalysisException when the run cannot be made as it is written: a Secret is missing, a limit is none
     */
    public static RunningAnalysis of(
            AnalysisRun run, Credentials credentials, Jobs jobs, InstantSource clock, UnaryOperator<String> hide)
            throws AnalysisException {
        Map<String, String> arguments = RunArguments.values(run.spec(), run.project(), credentials);
        return new RunningAnalysis(
                new AnalysisCourse(run, AnalysisSpec.of(run.spec(), arguments)),
                new Measuring(run, credentials, jobs, clock, hide),
                clock);
    }

    /** The run as it stands when nothing is due. */
    public AnalysisRun assessed() {
        return course.assessed(clock.instant()).run();
    }

    /** How long until something is due; zero or less when it is. */
    public Optional<Duration> wait(Instant now) {
        return course.next()
                .map(at -> Duration.between(now, at))
                .map(wait -> wait.isNegative() || wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT);
    }

    /**
     * Makes what is due, all at the same time.
     *
     * @return the run with what came out; null when nothing was due
     */
    public @Nullable CompletableFuture<AnalysisRun> measure(Executor workers) {
        List<AnalysisCourse.Due> due = course.due(clock.instant());
        if (due.isEmpty()) {
            return null;
        }
        boolean terminating = course.isTerminating();
        Map<String, CompletableFuture<AnalysisCourse.Taken>> taken = new LinkedHashMap<>();
        for (AnalysisCourse.Due one : due) {
            taken.put(
                    one.metric().name(),
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return measuring.take(one, terminating);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                    throw new CompletionException(e);
                                }
                            },
                            workers));
        }
        return CompletableFuture.allOf(new ArrayList<>(taken.values()).toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, AnalysisCourse.Taken> results = new LinkedHashMap<>();
                    taken.forEach((metric, future) -> results.put(metric, future.join()));
                    return course.after(results, clock.instant()).run();
                });
    }
}
