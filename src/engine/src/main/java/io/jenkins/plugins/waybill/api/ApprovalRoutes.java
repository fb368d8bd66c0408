package io.jenkins.plugins.waybill.api;

import java.util.List;
import java.util.Locale;

import io.jenkins.plugins.waybill.model.Approval;
import org.jspecify.annotations.Nullable;

/** Gates that people open: reading them, and answering. */
final class ApprovalRoutes {

    private static final String GATE = "/projects/{project}/approvals/{approval}";

    private ApprovalRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get("/projects/{project}/approvals", ApprovalRoutes::list),
                Route.get(GATE, call -> ApiResponse.ok(view(call, gate(call)))),
                Route.post(GATE + "/approve", Permission.APPROVE, ApprovalRoutes::stage, call -> answer(call, true)),
                Route.post(GATE + "/reject", Permission.APPROVE, ApprovalRoutes::stage, call -> answer(call, false)),
                Route.post(GATE + "/bypass", Permission.OVERRIDE, ApprovalRoutes::stage, ApprovalRoutes::bypass),
                Route.post(GATE + "/cancel", Permission.ABORT, ApprovalRoutes::stage, ApprovalRoutes::cancel));
    }

    private static Approval gate(Call call) {
        return call.engine().approvals().get(call.projectName(), call.path("approval"));
    }

    private static String stage(Call call) {
        return gate(call).stage();
    }

    private static GateView view(Call call, Approval approval) {
        return GateView.of(
                approval,
                call.engine().approvals(),
                call.identity(),
                call.state().freight(approval.freight()).orElse(null));
    }

    /** All gates, oldest first; with {@code waiting=true} those undecided, with {@code mine=true} those for the asker. */
    private static ApiResponse list(Call call) {
        boolean waiting = call.query("waiting").filter("true"::equals).isPresent();
        boolean mine = call.query("mine").filter("true"::equals).isPresent();
        String after = call.after().orElse("");
        return ApiResponse.ok(Page.of(
                call.engine().approvals().all(call.projectName()).stream()
                        .filter(approval -> !waiting || !approval.status().isOver())
                        .map(approval -> view(call, approval))
                        .filter(view -> !mine || view.mayApprove())
                        .filter(view -> key(view).compareTo(after) > 0),
                call.limit(),
                ApprovalRoutes::key,
                view -> view));
    }

    private static String key(GateView view) {
        return String.format(
                Locale.ROOT,
                "%012d.%09d %s",
                view.openedAt().getEpochSecond(),
                view.openedAt().getNano(),
                view.id());
    }

    record AnswerBody(@Nullable String comment) {

        String text() {
            return comment == null ? "" : comment;
        }
    }

    private static ApiResponse answer(Call call, boolean approved) {
        return ApiResponse.ok(view(
                call,
                call.engine()
                        .approvals()
                        .answer(
                                call.projectName(),
                                call.path("approval"),
                                call.identity(),
                                approved,
                                call.body(AnswerBody.class).text())));
    }

    record ReasonBody(@Nullable String reason) {}

    private static ApiResponse bypass(Call call) {
        String reason = Call.required(call.body(ReasonBody.class).reason(), "reason");
        return ApiResponse.ok(view(
                call,
                call.engine().approvals().bypass(call.projectName(), call.path("approval"), call.identity(), reason)));
    }

    private static ApiResponse cancel(Call call) {
        return ApiResponse.ok(view(
                call,
                call.engine()
                        .approvals()
                        .cancel(
                                call.projectName(),
                                call.path("approval"),
                                call.actor(),
                                call.body(AnswerBody.class).text())));
    }
}
