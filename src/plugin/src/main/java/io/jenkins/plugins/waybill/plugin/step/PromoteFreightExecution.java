package io.jenkins.plugins.waybill.plugin.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.waybill.engine.Plan;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** One {@code promoteFreight} of a build. Its promotion is the engine's; here is only the waiting for it. */
final class PromoteFreightExecution extends org.jenkinsci.plugins.workflow.steps.StepExecution {

    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(PromoteFreightExecution.class.getName());

    private final String projectName;
    private final String stage;
    private final String wanted;
    private final boolean waits;
    private final boolean planOnly;

    private String project;
    private String promotion;
    private final HashMap<String, String> shown = new HashMap<>();

    private transient ProjectWatch.Watch watch;
    private transient boolean over;

    PromoteFreightExecution(StepContext context, PromoteFreightStep step) {
        super(context);
        projectName = step.getProject();
        stage = step.getStage();
        wanted = step.getFreight();
        waits = step.isWait();
        planOnly = step.isPlan();
    }

    @Override
    public boolean start() throws Exception {
        Run<?, ?> build = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        PromotionProject item = Asking.project(build, projectName);
        project = item.getKey();
        try {
            PromotionEngine engine = WaybillEngine.engine();
            Freight freight = freight(engine);
            if (planOnly) {
                Asking.permit(build, item, io.jenkins.plugins.waybill.plugin.security.WaybillPermissions.VIEW);
                plan(engine.promotions().plan(project, stage, freight.name()), listener);
                return true;
            }
            Asking.permitPromotion(build, item, stage);
            Actor actor = Asking.actor(build);
            Promotion asked = engine.promotions().promote(project, stage, freight.name(), actor, false);
            promotion = asked.name();
            FreightAction.attach(build, item, freight, FreightAction.Role.PROMOTED, stage);
            listener.getLogger()
                    .println("Promoting " + BoardLink.freight(item, freight.name(), freight.alias()) + " to "
                            + BoardLink.stage(item, stage) + " of " + BoardLink.project(item) + ": "
                            + BoardLink.promotion(item, promotion));
        } catch (Refusal | EngineUnavailable e) {
            throw refusal(e);
        }
        if (!waits) {
            getContext().onSuccess(result(WaybillEngine.engine().promotions().get(project, promotion)));
            return true;
        }
        watch();
        return false;
    }

    private Freight freight(PromotionEngine engine) throws AbortException {
        if (!wanted.isEmpty()) {
            return engine.freight().get(project, wanted);
        }
        List<Freight> available = engine.freight().available(project, stage);
        if (available.isEmpty()) {
            throw new AbortException("No Freight may go to '" + stage
                    + "' now. The board of the project shows what each waits for; freight: names one to learn why.");
        }
        return available.get(0);
    }

    private static AbortException refusal(RuntimeException problem) {
        StringBuilder text = new StringBuilder(String.valueOf(problem.getMessage()));
        if (problem instanceof Refusal refusal) {
            refusal.obstacles().stream()
                    .filter(obstacle -> text.indexOf(obstacle) < 0)
                    .forEach(obstacle -> text.append("\n  - ").append(obstacle));
        }
        return new AbortException(text.toString());
    }

    private void plan(Plan plan, TaskListener listener) {
        listener.getLogger().println("Promoting " + plan.freight().alias() + " to " + stage + " would change:");
        plan.effects().forEach(effect -> listener.getLogger().println(effect.toString()));
        if (plan.effects().isEmpty()) {
            listener.getLogger().println("  nothing outside");
        }
        plan.eligibility().obstacles().forEach(obstacle -> listener.getLogger().println("Not now: " + obstacle));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("freight", plan.freight().name());
        result.put("alias", plan.freight().alias());
        result.put("eligible", plan.eligibility().eligible());
        result.put("obstacles", new java.util.ArrayList<>(plan.eligibility().obstacles()));
        result.put("succeeded", plan.succeeded());
        getContext().onSuccess(result);
    }

    @Override
    public void onResume() {
        watch();
    }

    private synchronized void watch() {
        if (!over) {
            watch = ProjectWatch.get().watch(project, this::look);
        }
    }

    private void look() {
        Promotion current;
        try {
            current = WaybillEngine.engine().promotions().get(project, promotion);
        } catch (Refusal e) {
            end(null, refusal(e));
            return;
        }
        report(current);
        if (current.phase().isTerminal()) {
            if (current.phase() == PromotionPhase.SUCCEEDED) {
                end(result(current), null);
            } else {
                end(
                        null,
                        new AbortException("Promotion " + promotion + " of '" + stage + "' "
                                + current.phase().displayName().toLowerCase(java.util.Locale.ROOT) + ": "
                                + current.message()));
            }
        }
    }

    /** Prints what is new since the last look; after a restart, since the last look before it. */
    private void report(Promotion current) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            boolean news = false;
            for (StepExecution step : current.executions()) {
                String text = step.status() + (step.message().isEmpty() ? "" : ": " + step.message());
                if (step.status() != StepStatus.SKIPPED && !text.equals(shown.put(step.alias(), text))) {
                    listener.getLogger().println("[" + stage + "] " + step.alias() + " " + inWords(step));
                    news = true;
                }
            }
            if (news) {
                getContext().saveState();
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "No log to write to", e);
        }
    }

    private static String inWords(StepExecution step) {
        String status = step.status().name().toLowerCase(java.util.Locale.ROOT);
        return step.message().isEmpty() ? status : status + ": " + step.message();
    }

    private Map<String, Object> result(Promotion current) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("promotion", current.name());
        result.put("stage", stage);
        result.put("freight", current.freight().name());
        result.put(
                "alias",
                WaybillEngine.engine()
                        .state(project)
                        .freight(current.freight().name())
                        .map(Freight::alias)
                        .orElse(""));
        result.put("phase", current.phase().displayName());
        result.put("message", current.message());
        return result;
    }

    private synchronized void end(Map<String, Object> result, Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        if (watch != null) {
            watch.close();
        }
        if (failure == null) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(failure);
        }
    }

    /** A build that is stopped, or has no time left, takes its promotion with it. */
    @Override
    public void stop(Throwable cause) throws Exception {
        if (promotion != null) {
            try {
                WaybillEngine.engine()
                        .promotions()
                        .abort(project, promotion, Asking.actor(getContext().get(Run.class)));
                getContext().get(TaskListener.class).getLogger().println("Asked promotion " + promotion + " to stop.");
            } catch (Refusal | EngineUnavailable e) {
                LOGGER.log(Level.FINE, "Nothing to stop", e);
            }
        }
        end(null, cause);
    }

    @Override
    public String getStatus() {
        if (promotion == null) {
            return "not begun";
        }
        return WaybillEngine.engine().promotions().waitingFor(project, promotion);
    }
}
