package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import org.jspecify.annotations.Nullable;

/** Rights to answer that people lend to others while they are away. */
final class DelegationRoutes {

    private static final String ALL = "/projects/{project}/delegations";

    private final Access access;

    DelegationRoutes(Access access) {
        this.access = access;
    }

    List<Route> all() {
        return List.of(
                Route.get("/delegations", this::everywhere),
                Route.get(ALL, DelegationRoutes::list),
                Route.post(ALL, Permission.APPROVE, Call::noStage, DelegationRoutes::lend),
                Route.post(ALL + "/{from}/{to}/end", Permission.APPROVE, Call::noStage, call -> end(call, false)),
                Route.post(ALL + "/{from}/{to}/revoke", Permission.OVERRIDE, Call::noStage, call -> end(call, true)));
    }

    /**
     * A right that is lent.
     *
     * @param from who lends it
     * @param to who stands in
     * @param until from when on it holds no more
     * @param reason may be empty
     * @param mine whether the asker is one of the two
     */
    record DelegationView(String from, String to, Instant since, Instant until, String reason, boolean mine) {

        static DelegationView of(Delegation delegation, Call call) {
            return new DelegationView(
                    delegation.from().actor().name(),
                    delegation.to().name(),
                    delegation.since(),
                    delegation.until(),
                    delegation.reason(),
                    call.actor().equals(delegation.from().actor())
                            || call.actor().equals(delegation.to()));
        }
    }

    record DelegationList(List<DelegationView> items) {}

    /**
     * One of the rights that are lent in all projects that the asker may see.
     *
     * @param delegation what is lent
     * @param mayEnd whether the asker may end it, as one of the two
     * @param mayRevoke whether the asker may end it, whoever the two are
     */
    private record LentView(
            String project, @JsonUnwrapped DelegationView delegation, boolean mayEnd, boolean mayRevoke) {}

    /**
     * Who lends to whom over all projects.
     *
     * @param you the asker's name
     * @param projects where the asker may lend
     */
    private record Everywhere(String you, List<String> projects, List<LentView> items) {}

    private ApiResponse everywhere(Call call) {
        List<String> projects = new ArrayList<>();
        List<LentView> items = new ArrayList<>();
        for (ProjectDefinition project : call.engine().projects().all()) {
            String name = project.name();
            if (!access.may(call.actor(), Permission.VIEW, name, null)) {
                continue;
            }
            boolean answers = access.may(call.actor(), Permission.APPROVE, name, null);
            boolean overrides = access.may(call.actor(), Permission.OVERRIDE, name, null);
            if (answers) {
                projects.add(name);
            }
            for (Delegation delegation : call.engine().delegations().inForce(name)) {
                DelegationView view = DelegationView.of(delegation, call);
                items.add(new LentView(name, view, answers && view.mine(), overrides));
            }
        }
        projects.sort(Comparator.naturalOrder());
        items.sort(Comparator.comparing((LentView lent) -> lent.delegation().until())
                .thenComparing(LentView::project));
        return ApiResponse.ok(new Everywhere(call.actor().name(), projects, items));
    }

    private static ApiResponse list(Call call) {
        return ApiResponse.ok(new DelegationList(call.engine().delegations().inForce(call.projectName()).stream()
                .map(delegation -> DelegationView.of(delegation, call))
                .toList()));
    }

    record DelegationBody(
            @Nullable String to,
            @Nullable String until,
            @Nullable String reason) {}

    private static ApiResponse lend(Call call) {
        DelegationBody body = call.body(DelegationBody.class);
        return ApiResponse.ok(DelegationView.of(
                call.engine()
                        .delegations()
                        .lend(
                                call.projectName(),
                                call.identity(),
                                Call.required(body.to(), "to"),
                                time(Call.required(body.until(), "until")),
                                Objects.requireNonNullElse(body.reason(), "")),
                call));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    Refusal.Code.INVALID, "'until' is '" + text + "'; expected a time such as 2026-12-24T12:00:00Z.");
        }
    }

    private static ApiResponse end(Call call, boolean mayOverride) {
        call.engine()
                .delegations()
                .end(call.projectName(), call.path("from"), call.path("to"), call.actor(), mayOverride);
        return list(call);
    }
}
