package io.jenkins.plugins.waybill.plugin.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.JenkinsAccess;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The questions that a build has put to people, with a form to answer. */
public final class ApprovalAction implements RunAction2 {

    /** The last part of its address. */
    public static final String URL = "approvals";

    /** No record, since Jenkins' XML cannot read those back. */
    private static final class Key {

        private final String project;
        private final String id;

        Key(String project, String id) {
            this.project = project;
            this.id = id;
        }

        boolean is(String otherProject, String otherId) {
            return project.equals(otherProject) && id.equals(otherId);
        }
    }

    private final CopyOnWriteArrayList<Key> keys = new CopyOnWriteArrayList<>();
    private transient Run<?, ?> run;

    /**
     * A question as the viewer sees it.
     *
     * @param approval the question
     * @param item its project
     * @param reasons what is missing from whom, or who decided
     * @param alias the Freight's name for people
     */
    public record Question(Approval approval, PromotionProject item, List<String> reasons, String alias) {

        /** Who asked, for people. */
        public String askedBy() {
            return approval.openedBy().displayName();
        }

        /** The status as a word. */
        public String statusName() {
            return approval.status().name().charAt(0)
                    + approval.status().name().substring(1).toLowerCase(Locale.ROOT);
        }

        /** How far a moment is away, either way, in words. */
        public String distance(Instant moment) {
            return Util.getTimeSpanString(
                    Duration.between(moment, Instant.now()).abs().toMillis());
        }

        /** Whether it waits for the viewer. */
        public boolean isMine() {
            return !approval.status().isOver()
                    && item.hasPermission(WaybillPermissions.APPROVE)
                    && WaybillEngine.engine().approvals().waitingFor(JenkinsAccess.identity()).stream()
                            .anyMatch(waiting -> waiting.id().equals(approval.id())
                                    && waiting.project().equals(approval.project()));
        }
    }

    /** Notes that a build asks something. */
    public static void attach(Run<?, ?> build, PromotionProject project, String id) throws java.io.IOException {
        ApprovalAction action = build.getAction(ApprovalAction.class);
        if (action == null) {
            action = new ApprovalAction();
            build.addAction(action);
        }
        if (!action.asks(project.getKey(), id)) {
            action.keys.add(new Key(project.getKey(), id));
        }
        build.save();
    }

    private boolean asks(String project, String id) {
        return keys.stream().anyMatch(key -> key.is(project, id));
    }

    /** What the build has asked, as far as the viewer may see it; newest last. */
    public List<Question> getQuestions() {
        List<Question> questions = new ArrayList<>();
        for (Key key : keys) {
            PromotionProject item = PromotionProject.byKey(key.project).orElse(null);
            if (item == null || !item.hasPermission(WaybillPermissions.VIEW)) {
                continue;
            }
            try {
                var approvals = WaybillEngine.engine().approvals();
                approvals
                        .find(key.project, key.id)
                        .ifPresent(approval -> questions.add(new Question(
                                approval,
                                item,
                                approvals.decision(approval).reasons(),
                                WaybillEngine.engine()
                                        .state(key.project)
                                        .freight(approval.freight())
                                        .map(freight -> freight.alias())
                                        .orElse(approval.freight()))));
            } catch (EngineUnavailable | Refusal e) {
                return questions;
            }
        }
        return questions;
    }

    /** Answers a question. */
    @RequirePOST
    public HttpResponse doAnswer(
            @QueryParameter String project,
            @QueryParameter String id,
            @QueryParameter boolean approved,
            @QueryParameter String comment) {
        PromotionProject item = PromotionProject.byKey(project)
                .filter(candidate -> asks(project, id))
                .orElseThrow(() -> HttpResponses.notFound());
        item.checkPermission(WaybillPermissions.APPROVE);
        try {
            var approvals = WaybillEngine.engine().approvals();
            Approval question = approvals.get(project, id);
            if (!new JenkinsAccess()
                    .may(
                            JenkinsAccess.actor(),
                            io.jenkins.plugins.waybill.api.Permission.APPROVE,
                            project,
                            question.stage())) {
                return HttpResponses.errorWithoutStack(
                        HttpServletResponse.SC_FORBIDDEN,
                        "The project names others as approvers for Stage '" + question.stage() + "'.");
            }
            approvals.answer(project, id, JenkinsAccess.identity(), approved, comment == null ? "" : comment.trim());
        } catch (Refusal e) {
            return HttpResponses.errorWithoutStack(HttpServletResponse.SC_CONFLICT, e.getMessage());
        }
        return HttpResponses.redirectToDot();
    }

    /** How many questions wait for an answer. */
    public long getWaiting() {
        return getQuestions().stream()
                .filter(question -> !question.approval().status().isOver())
                .count();
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return "symbol-waybill-approve plugin-waybill";
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
