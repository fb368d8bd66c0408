package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/** What waits for whoever asks, over all projects. */
final class WaitingRoutes {

    private final Access access;

    WaitingRoutes(Access access) {
        this.access = access;
    }

    List<Route> all() {
        return List.of(Route.get("/waiting", this::waiting));
    }

    /**
     * Something that the asker may answer.
     *
     * @param promotion the promotion that asks; null for a gate outside of any promotion
     * @param approval id of the gate; null for a promotion
     * @param step the step of the promotion that asks; null for a gate
     * @param kind {@code Approval} or {@code Input}
     * @param question what a step asks, as people read it; null when it has no words for it, and for a gate, whose message
     *     says it
     * @param standingInFor whose right the asker would use; null for their own
     * @param link where to see what a gate is about; null when there is no such place
     */
    record WaitingView(
            String project,
            String stage,
            String freight,
            @Nullable String alias,
            List<ArtifactView> artifacts,
            @Nullable String promotion,
            @Nullable String approval,
            @Nullable String step,
            String kind,
            @Nullable String question,
            String message,
            @Nullable String link,
            @Nullable String askedBy,
            @Nullable String standingInFor,
            Instant since) {}

    private record Answerable(List<WaitingView> items) {}

    private ApiResponse waiting(Call call) {
        List<WaitingView> items = new ArrayList<>();
        for (ProjectDefinition project : call.engine().projects().all()) {
            if (!access.may(call.actor(), Permission.VIEW, project.name(), null)) {
                continue;
            }
            ProjectState state = call.engine().state(project.name());
            for (Promotion promotion : state.unfinished()) {
                if (promotion.phase() == PromotionPhase.RUNNING && mayAnswer(call, project, promotion.stage())) {
                    StepExecution asking = QuestionView.asking(promotion);
                    Question question = asking == null ? null : asking.question();
                    if (asking != null
                            && question != null
                            && QuestionView.objection(question, state, call.identity(), call.now()) == null) {
                        items.add(view(
                                promotion,
                                asking,
                                question,
                                state,
                                QuestionView.lender(question, state, call.identity(), call.now())));
                    }
                }
            }
        }
        for (Approval approval : call.engine().approvals().waitingFor(call.identity())) {
            ProjectDefinition project = call.engine().projects().get(approval.project());
            if (access.may(call.actor(), Permission.VIEW, project.name(), null)
                    && mayAnswer(call, project, approval.stage())) {
                items.add(view(
                        approval,
                        call.engine().state(project.name()),
                        QuestionView.name(call.engine().approvals().lender(approval, call.identity()))));
            }
        }
        items.sort(Comparator.comparing(WaitingView::since));
        return ApiResponse.ok(new Answerable(items));
    }

    private boolean mayAnswer(Call call, ProjectDefinition project, String stage) {
        return access.may(call.actor(), Permission.APPROVE, project.name(), stage);
    }

    private static WaitingView view(
            Promotion promotion,
            StepExecution asking,
            Question question,
            ProjectState state,
            @Nullable String standingInFor) {
        return new WaitingView(
                promotion.project(),
                promotion.stage(),
                promotion.freight().name(),
                state.freight(promotion.freight().name()).map(Freight::alias).orElse(null),
                ArtifactView.of(promotion.freight().artifacts()),
                promotion.name(),
                null,
                asking.alias(),
                StageView.capitalised(question.kind().name()),
                question.text().isEmpty() ? null : question.text(),
                asking.message(),
                null,
                PromotionView.text(promotion.actor()),
                standingInFor,
                asking.startedAt() == null ? promotion.createdAt() : asking.startedAt());
    }

    private static WaitingView view(Approval approval, ProjectState state, @Nullable String standingInFor) {
        Freight freight = state.freight(approval.freight()).orElse(null);
        return new WaitingView(
                approval.project(),
                approval.stage(),
                approval.freight(),
                freight == null ? null : freight.alias(),
                freight == null ? List.of() : ArtifactView.of(freight.artifacts()),
                null,
                approval.id(),
                null,
                StageView.capitalised(Question.Kind.APPROVAL.name()),
                null,
                approval.message(),
                approval.link().isEmpty() ? null : approval.link(),
                PromotionView.text(approval.openedBy()),
                standingInFor,
                approval.openedAt());
    }
}
