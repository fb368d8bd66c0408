package io.jenkins.plugins.waybill.plugin.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One {@code verifyStage} of a build: the verification runs while the body does, and ends as the body does. */
final class VerifyStageExecution extends StepExecution {

    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(VerifyStageExecution.class.getName());

    private final String projectName;
    private final String stage;
    private final String wanted;
    private BodyExecution body;

    VerifyStageExecution(StepContext context, VerifyStageStep step) {
        super(context);
        projectName = step.getProject();
        stage = step.getStage();
        wanted = step.getFreight();
    }

    @Override
    public boolean start() throws Exception {
        Run<?, ?> build = getContext().get(Run.class);
        PromotionProject item = Asking.project(build, projectName);
        Asking.permitPromotion(build, item, stage);
        try {
            PromotionEngine engine = WaybillEngine.engine();
            // Refuses a Stage that is not there, and names those that are.
            engine.freight().available(item.getKey(), stage);
            engine.freight()
                    .eligibility(item.getKey(), stage, wanted.isEmpty() ? running(engine, item.getKey()) : wanted);
            Set<String> runs = names(engine, item.getKey());
            if (!wanted.isEmpty()) {
                Freight expected = engine.freight().get(item.getKey(), wanted);
                if (!runs.contains(expected.name())) {
                    throw new AbortException("Stage '" + stage + "' does not run '" + expected.alias() + "' but "
                            + aliases(engine, item.getKey(), runs) + ". Promote it first, or verify what is there.");
                }
            }
            engine.verifications()
                    .report(
                            item.getKey(),
                            stage,
                            Verification.Phase.RUNNING,
                            "Build " + build.getFullDisplayName() + " verifies it.",
                            detail(build),
                            Asking.actor(build));
            for (String name : runs) {
                FreightAction.attach(
                        build, item, engine.freight().get(item.getKey(), name), FreightAction.Role.VERIFIED, stage);
            }
            getContext()
                    .get(TaskListener.class)
                    .getLogger()
                    .println("Verifying " + aliases(engine, item.getKey(), runs) + " in " + BoardLink.stage(item, stage)
                            + " of " + BoardLink.project(item));
            body = getContext()
                    .newBodyInvoker()
                    .withCallback(new Outcome(item.getKey(), stage, new TreeSet<>(runs)))
                    .start();
            return false;
        } catch (Refusal | EngineUnavailable e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Any Freight that the Stage runs. */
    private String running(PromotionEngine engine, String project) throws AbortException {
        Set<String> names = names(engine, project);
        if (names.isEmpty()) {
            throw new AbortException(
                    "Stage '" + stage + "' runs nothing yet; there is nothing to verify. Promote Freight to it first.");
        }
        return names.iterator().next();
    }

    private Set<String> names(PromotionEngine engine, String project) {
        return Outcome.names(engine, project, stage);
    }

    private static String aliases(PromotionEngine engine, String project, Set<String> names) {
        Set<String> aliases = new TreeSet<>();
        names.forEach(name -> aliases.add(engine.freight().get(project, name).alias()));
        return aliases.isEmpty() ? "nothing" : String.join(", ", aliases);
    }

    private static ObjectNode detail(Run<?, ?> build) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("build", build.getFullDisplayName())
                .put("path", build.getUrl());
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (body == null) {
            super.stop(cause);
        } else {
            body.cancel(cause);
        }
    }

    /** Reports how the body ended, if the Stage still runs what was verified. */
    private static final class Outcome extends BodyExecutionCallback {

        private static final long serialVersionUID = 1;

        private final String project;
        private final String stage;
        private final TreeSet<String> verified;

        Outcome(String project, String stage, TreeSet<String> verified) {
            this.project = project;
            this.stage = stage;
            this.verified = verified;
        }

        static Set<String> names(PromotionEngine engine, String project, String stage) {
            Set<String> names = new TreeSet<>();
            engine.state(project)
                    .stage(stage)
                    .current()
                    .map(FreightCollection::items)
                    .ifPresent(items -> items.values().forEach(item -> names.add(item.name())));
            return names;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            String problem = report(context, Verification.Phase.SUCCESSFUL, "");
            if (problem == null) {
                context.onSuccess(result);
            } else {
                context.onFailure(new AbortException(problem));
            }
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            boolean stopped = failure instanceof FlowInterruptedException;
            report(context, stopped ? Verification.Phase.ABORTED : Verification.Phase.FAILED, why(failure));
            context.onFailure(failure);
        }

        /** In words: who stopped it or which agent went away, or what failed. */
        private static String why(Throwable failure) {
            if (failure instanceof FlowInterruptedException stopped) {
                String causes = stopped.getCauses().stream()
                        .map(CauseOfInterruption::getShortDescription)
                        .collect(Collectors.joining("; "));
                return causes.isEmpty() ? "The build was stopped." : "The build was stopped: " + causes;
            }
            return failure.getMessage() == null ? failure.toString() : failure.getMessage();
        }

        /** Null when it is reported, else why it could not be. */
        private String report(StepContext context, Verification.Phase phase, String message) {
            try {
                Run<?, ?> build = context.get(Run.class);
                PromotionEngine engine = WaybillEngine.engine();
                if (!names(engine, project, stage).equals(verified)) {
                    return "Stage '" + stage
                            + "' was given other Freight meanwhile; what was verified is not what runs there.";
                }
                engine.verifications()
                        .report(
                                project,
                                stage,
                                phase,
                                message.isEmpty() ? "Build " + build.getFullDisplayName() + "." : message,
                                detail(build),
                                Asking.actor(build));
                return null;
            } catch (Refusal | EngineUnavailable e) {
                return e.getMessage();
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, "The result of a verification could not be reported", e);
                return "The result could not be reported: " + e.getMessage();
            }
        }
    }
}
