package io.jenkins.plugins.waybill.plugin.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.waybill.engine.ApprovalRequest;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.plugin.approval.ApprovalAction;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/** One {@code awaitApproval} of a build. The question is the engine's; here is only the waiting for the answer. */
final class AwaitApprovalExecution extends StepExecution {

    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(AwaitApprovalExecution.class.getName());
    private static final Pattern TIME = Pattern.compile("(\\d+)\\s*([smhd])");
    private static final Pattern APPROVER = Pattern.compile("(?<name>[^:]+?)(?::(?<people>\\d+))?");

    private final String projectName;
    private final String stage;
    private final String wanted;
    private final String approvers;
    private final int minApprovals;
    private final String message;
    private final String timeout;
    private final boolean separateDuties;

    private String project;
    private String id;
    private int answersShown;

    private transient ProjectWatch.Watch watch;
    private transient boolean over;

    AwaitApprovalExecution(StepContext context, AwaitApprovalStep step) {
        super(context);
        projectName = step.getProject();
        stage = step.getStage();
        wanted = step.getFreight();
        approvers = step.getApprovers();
        minApprovals = step.getMinApprovals();
        message = step.getMessage();
        timeout = step.getTimeout();
        separateDuties = step.isSeparateDuties();
    }

    @Override
    public boolean start() throws Exception {
        Run<?, ?> build = getContext().get(Run.class);
        FlowNode node = getContext().get(FlowNode.class);
        PromotionProject item = Asking.project(build, projectName);
        Asking.permit(build, item, WaybillPermissions.VIEW);
        project = item.getKey();
        id = build.getExternalizableId() + "-" + node.getId();
        try {
            PromotionEngine engine = WaybillEngine.engine();
            Freight freight = engine.freight().get(project, wanted.isEmpty() ? own(build) : wanted);
            Approval asked = engine.approvals().awaitApproval(request(build, freight), Asking.actor(build));
            ApprovalAction.attach(build, item, id);
            FreightAction.attach(build, item, freight, FreightAction.Role.APPROVAL, stage);
            node.addAction(new PauseAction("Approval"));
            getContext()
                    .get(TaskListener.class)
                    .getLogger()
                    .println("Asking " + asked.policy().who() + " whether "
                            + BoardLink.freight(item, freight.name(), freight.alias()) + " may go to "
                            + BoardLink.stage(item, stage) + ": "
                            + hudson.console.HyperlinkNote.encodeTo(
                                    "/" + build.getUrl() + ApprovalAction.URL, "answer here"));
        } catch (Refusal | EngineUnavailable | IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        watch();
        return false;
    }

    private String own(Run<?, ?> build) throws AbortException {
        FreightAction action = build.getAction(FreightAction.class);
        if (action != null) {
            for (FreightAction.Entry entry : action.getEntries()) {
                if (entry.getProject().equals(project)) {
                    return entry.getFreight();
                }
            }
        }
        throw new AbortException("Say which Freight the approval is about: freight: 'alias'.");
    }

    private ApprovalRequest request(Run<?, ?> build, Freight freight) throws AbortException {
        ApprovalPolicy policy = ApprovalPolicy.of(rules(), minApprovals);
        if (separateDuties) {
            policy = policy.separating(Set.of(Involvement.Part.values()));
        }
        String root = Jenkins.get().getRootUrl();
        return new ApprovalRequest(
                project,
                id,
                stage,
                freight.name(),
                policy,
                message,
                root == null ? "" : root + build.getUrl() + ApprovalAction.URL + "/",
                "",
                time());
    }

    /** A name may be a user's or a group's; Jenkins' realms keep them apart as badly as its matrix does. */
    private List<ApproverRule> rules() throws AbortException {
        List<ApproverRule> rules = new ArrayList<>();
        for (String text : approvers.split(",")) {
            if (text.isBlank()) {
                continue;
            }
            Matcher approver = APPROVER.matcher(text.trim());
            if (!approver.matches()) {
                throw new AbortException("'" + text.trim()
                        + "' names no approver; write a user, a group, or group:2 for two of a group.");
            }
            String name = approver.group("name");
            if (approver.group("people") != null) {
                rules.add(ApproverRule.group(name).atLeast(Integer.parseInt(approver.group("people"))));
            } else {
                rules.add(ApproverRule.user(name));
                rules.add(ApproverRule.group(name));
            }
        }
        return rules;
    }

    private Duration time() throws AbortException {
        if (timeout.isEmpty()) {
            return null;
        }
        Matcher time = TIME.matcher(timeout);
        if (!time.matches()) {
            throw new AbortException("The timeout '" + timeout + "' is no time; write it like 30m, 4h or 2d.");
        }
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
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
        Approval current = WaybillEngine.engine().approvals().find(project, id).orElse(null);
        if (current == null) {
            end(null, new AbortException("The approval is not known any more; the project was purged."));
            return;
        }
        report(current);
        if (!current.status().isOver()) {
            return;
        }
        if (current.status().lets()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("status", current.status().name());
            result.put("freight", current.freight());
            result.put(
                    "approvers",
                    new ArrayList<>(current.answers().stream()
                            .filter(answer -> answer.approved())
                            .map(answer -> answer.who())
                            .toList()));
            result.put("outcome", current.outcome());
            end(result, null);
        } else {
            end(null, new AbortException(current.outcome()));
        }
    }

    private void report(Approval current) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            List<io.jenkins.plugins.waybill.model.ApprovalResponse> answers = current.answers();
            for (; answersShown < answers.size(); answersShown++) {
                var answer = answers.get(answersShown);
                listener.getLogger()
                        .println((answer.approved() ? "Approved by " : "Rejected by ")
                                + answer.who()
                                + (answer.comment().isEmpty() ? "" : ": " + answer.comment()));
                getContext().saveState();
            }
            if (current.status().isOver()) {
                listener.getLogger().println(current.outcome());
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "No log to write to", e);
        }
    }

    private synchronized void end(Map<String, Object> result, Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        if (watch != null) {
            watch.close();
        }
        try {
            PauseAction.endCurrentPause(getContext().get(FlowNode.class));
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "The pause could not be ended", e);
        }
        if (failure == null) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(failure);
        }
    }

    /** Nobody needs to answer any more. */
    @Override
    public void stop(Throwable cause) throws Exception {
        if (id != null) {
            try {
                Actor actor = Asking.actor(getContext().get(Run.class));
                WaybillEngine.engine().approvals().cancel(project, id, actor, "the build was stopped");
            } catch (Refusal | EngineUnavailable e) {
                LOGGER.log(Level.FINE, "Nothing to cancel", e);
            }
        }
        end(null, cause);
    }

    @Override
    public String getStatus() {
        return id == null
                ? "not begun"
                : String.join(
                        " ",
                        WaybillEngine.engine().approvals().decision(project, id).reasons());
    }
}
