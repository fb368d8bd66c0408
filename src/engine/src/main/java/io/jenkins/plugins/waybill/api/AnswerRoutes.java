package io.jenkins.plugins.waybill.api;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Promotion;
import org.jspecify.annotations.Nullable;

/** What people say to a promotion that waits for them. */
final class AnswerRoutes {

    private static final String PROMOTION = "/projects/{project}/promotions/{promotion}";

    private AnswerRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post(
                        PROMOTION + "/approve",
                        Permission.APPROVE,
                        Call::stageOfPromotion,
                        call -> respond(call, true)),
                Route.post(
                        PROMOTION + "/reject",
                        Permission.APPROVE,
                        Call::stageOfPromotion,
                        call -> respond(call, false)),
                Route.post(PROMOTION + "/input", Permission.APPROVE, Call::stageOfPromotion, AnswerRoutes::submit),
                Route.post(PROMOTION + "/bypass", Permission.OVERRIDE, Call::stageOfPromotion, AnswerRoutes::bypass),
                Route.post(
                        PROMOTION + "/override",
                        Permission.OVERRIDE_WINDOW,
                        Call::stageOfPromotion,
                        AnswerRoutes::overrideWindows));
    }

    private static ApiResponse detail(Call call, Promotion promotion) {
        return ApiResponse.ok(PromotionDetail.of(promotion, call.state(), call.identity(), call.now()));
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    /** {@code step} may name the step that asks; without it the one that waits now is meant. */
    record ResponseBody(@Nullable String step, @Nullable String comment) {}

    private static ApiResponse respond(Call call, boolean approved) {
        ResponseBody body = call.body(ResponseBody.class);
        return detail(
                call,
                call.engine()
                        .answers()
                        .respond(
                                call.projectName(),
                                call.path("promotion"),
                                body.step(),
                                call.identity(),
                                approved,
                                text(body.comment())));
    }

    /** {@code step} as above. */
    record InputBody(
            @Nullable String step,
            @Nullable ObjectNode values,
            @Nullable String comment) {}

    private static ApiResponse submit(Call call) {
        InputBody body = call.body(InputBody.class);
        ObjectNode values = body.values();
        if (values == null) {
            throw Problem.invalid("The field 'values' is missing; it must be an object with the form's fields.");
        }
        return detail(
                call,
                call.engine()
                        .answers()
                        .submit(
                                call.projectName(),
                                call.path("promotion"),
                                body.step(),
                                call.identity(),
                                values,
                                text(body.comment())));
    }

    /** {@code step} as above. */
    record BypassBody(@Nullable String step, @Nullable String reason) {}

    private static ApiResponse bypass(Call call) {
        BypassBody body = call.body(BypassBody.class);
        String reason = Call.required(body.reason(), "reason");
        return detail(
                call,
                call.engine()
                        .answers()
                        .bypass(call.projectName(), call.path("promotion"), body.step(), call.identity(), reason));
    }

    private record OverrideBody(@Nullable String reason) {}

    private static ApiResponse overrideWindows(Call call) {
        String reason = Call.required(call.body(OverrideBody.class).reason(), "reason");
        return detail(
                call,
                call.engine()
                        .answers()
                        .overrideWindows(call.projectName(), call.path("promotion"), call.identity(), reason));
    }
}
