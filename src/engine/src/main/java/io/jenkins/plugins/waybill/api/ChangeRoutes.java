package io.jenkins.plugins.waybill.api;

import java.util.List;

import io.jenkins.plugins.waybill.model.Freight;

/** Comparing Freight. */
final class ChangeRoutes {

    private ChangeRoutes() {}

    static List<Route> all() {
        return List.of(Route.get("/projects/{project}/freight/{freight}/changes", ChangeRoutes::changes));
    }

    private static ApiResponse changes(Call call) {
        Freight to = call.engine().freight().get(call.projectName(), call.path("freight"));
        Freight from = call.engine()
                .freight()
                .get(call.projectName(), Call.required(call.query("from").orElse(null), "from"));
        return ApiResponse.ok(new FreightChanges(
                ReadRoutes.view(call, from),
                ReadRoutes.view(call, to),
                FreightChanges.between(call.engine(), from, to)));
    }
}
