package io.jenkins.plugins.waybill.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Promotion;
import org.jspecify.annotations.Nullable;

/** Routes that change something, and the plan, which costs as much as if it did. */
final class WriteRoutes {

    private WriteRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post(
                        "/projects/{project}/promotions",
                        Permission.PROMOTE,
                        WriteRoutes::stageInBody,
                        WriteRoutes::promote),
                Route.post(
                        "/projects/{project}/promotions/{promotion}/abort",
                        Permission.ABORT,
                        Call::stageOfPromotion,
                        WriteRoutes::abort),
                Route.post(
                        "/projects/{project}/stages/{stage}/plan",
                        Permission.VIEW,
                        Call::stageInPath,
                        WriteRoutes::plan),
                Route.post(
                        "/projects/{project}/stages/{stage}/rollback",
                        Permission.PROMOTE,
                        Call::stageInPath,
                        WriteRoutes::rollback),
                Route.post(
                        "/projects/{project}/stages/{stage}/verification",
                        Permission.VERIFY,
                        Call::stageInPath,
                        WriteRoutes::verify),
                Route.post(
                        "/projects/{project}/stages/{stage}/verification/abort",
                        Permission.VERIFY,
                        Call::stageInPath,
                        WriteRoutes::abortVerification),
                Route.post(
                        "/projects/{project}/stages/{stage}/approvals",
                        Permission.OVERRIDE,
                        Call::stageInPath,
                        WriteRoutes::approveFreight),
                Route.post("/projects/{project}/freight", Permission.MANAGE, Call::noStage, WriteRoutes::createFreight),
                Route.post(
                        "/projects/{project}/freight/{freight}/alias",
                        Permission.MANAGE,
                        Call::noStage,
                        WriteRoutes::rename),
                Route.post(
                        "/projects/{project}/warehouses/{warehouse}/refresh",
                        Permission.MANAGE,
                        Call::noStage,
                        WriteRoutes::refresh));
    }

    /** Exactly one of the last three says what to promote. */
    record PromotionBody(
            @Nullable String stage,
            @Nullable String freight,
            @Nullable String freightAlias,
            @Nullable String origin) {}

    private static String stageInBody(Call call) {
        String stage = Call.required(call.body(PromotionBody.class).stage(), "stage");
        return call.project()
                .stage(stage)
                .orElseThrow(() -> Problem.notFound("There is no Stage '" + stage + "'."))
                .name();
    }

    private static ApiResponse promote(Call call) {
        PromotionBody body = call.body(PromotionBody.class);
        String stage = Call.required(body.stage(), "stage");
        List<String> given = java.util.stream.Stream.of(body.freight(), body.freightAlias(), body.origin())
                .filter(java.util.Objects::nonNull)
                .toList();
        if (given.size() != 1) {
            throw Problem.invalid("Give exactly one of 'freight', 'freightAlias' and 'origin'; "
                    + (given.isEmpty() ? "none was given." : given.size() + " were given."));
        }
        Promotion promotion;
        if (body.origin() != null) {
            promotion = call.engine()
                    .promotions()
                    .promoteNewest(call.projectName(), stage, ReadRoutes.origin(body.origin()), call.actor());
        } else {
            promotion =
                    call.engine().promotions().promote(call.projectName(), stage, given.get(0), call.actor(), false);
        }
        return created(call, promotion);
    }

    private static ApiResponse created(Call call, Promotion promotion) {
        return ApiResponse.created(
                "/projects/" + Paths.segment(promotion.project()) + "/promotions/" + Paths.segment(promotion.name()),
                PromotionDetail.of(promotion, call.state(), call.identity(), call.now()));
    }

    private static ApiResponse abort(Call call) {
        return ApiResponse.ok(PromotionDetail.of(
                call.engine().promotions().abort(call.projectName(), call.path("promotion"), call.actor()),
                call.state(),
                call.identity(),
                call.now()));
    }

    /** {@code freight} is a name, a prefix or an alias. */
    record FreightBody(@Nullable String freight) {}

    private static ApiResponse plan(Call call) {
        String freight = Call.required(call.body(FreightBody.class).freight(), "freight");
        return ApiResponse.ok(PlanView.of(
                call.engine()
                        .promotions()
                        .plan(
                                call.projectName(),
                                call.stage().name(),
                                call.engine()
                                        .freight()
                                        .get(call.projectName(), freight)
                                        .name()),
                call.project(),
                call.state()));
    }

    /** Without {@code freight} what ran there before is meant. */
    record RollbackBody(@Nullable String freight, @Nullable String comment) {}

    private static ApiResponse rollback(Call call) {
        String stage = call.stage().name();
        RollbackBody body = call.body(RollbackBody.class);
        String comment = body.comment() == null ? "" : body.comment();
        return created(
                call,
                body.freight() == null
                        ? call.engine().promotions().rollback(call.projectName(), stage, call.actor(), comment)
                        : call.engine()
                                .promotions()
                                .promote(call.projectName(), stage, body.freight(), call.actor(), true));
    }

    private static ApiResponse verify(Call call) {
        return ApiResponse.created(
                "/projects/" + Paths.segment(call.projectName()) + "/stages/"
                        + Paths.segment(call.stage().name()),
                StageView.VerificationView.of(call.engine()
                        .verifications()
                        .reverify(call.projectName(), call.stage().name(), call.actor())));
    }

    private static ApiResponse abortVerification(Call call) {
        return ApiResponse.ok(StageView.VerificationView.of(call.engine()
                .verifications()
                .abort(call.projectName(), call.stage().name(), call.actor())));
    }

    /** Freight by name, prefix or alias, and why it is cleared. */
    record ApprovalBody(@Nullable String freight, @Nullable String comment) {}

    private static ApiResponse approveFreight(Call call) {
        ApprovalBody body = call.body(ApprovalBody.class);
        Freight freight = call.engine().freight().get(call.projectName(), Call.required(body.freight(), "freight"));
        return ApiResponse.ok(ReadRoutes.view(
                call,
                call.engine()
                        .freight()
                        .approve(
                                call.projectName(),
                                call.stage().name(),
                                freight.name(),
                                call.actor(),
                                body.comment() == null ? "" : body.comment())));
    }

    private record AliasBody(@Nullable String alias) {}

    private static ApiResponse rename(Call call) {
        String alias = Call.required(call.body(AliasBody.class).alias(), "alias");
        Freight freight = call.engine().freight().get(call.projectName(), call.path("freight"));
        return ApiResponse.ok(ReadRoutes.view(
                call, call.engine().freight().rename(call.projectName(), freight.name(), alias, call.actor())));
    }

    /** Freight assembled by hand, in Kargo's words; texts that are missing are empty. */
    record NewFreightBody(
            @Nullable String origin,
            @Nullable String alias,
            @Nullable List<CommitBody> commits,
            @Nullable List<ImageBody> images,
            @Nullable List<ChartBody> charts,
            @Nullable List<GenericBody> artifacts) {}

    record CommitBody(
            @Nullable String repoURL,
            @Nullable String id,
            @Nullable String branch,
            @Nullable String tag,
            @Nullable String message,
            @Nullable String author,
            @Nullable String committer,
            @Nullable String subscriptionName) {}

    record ImageBody(
            @Nullable String repoURL,
            @Nullable String tag,
            @Nullable String digest,
            @Nullable Map<String, String> annotations,
            @Nullable String subscriptionName) {}

    record ChartBody(
            @Nullable String repoURL,
            @Nullable String name,
            @Nullable String version,
            @Nullable String subscriptionName) {}

    record GenericBody(
            @Nullable String artifactType,
            @Nullable String subscriptionName,
            @Nullable String version,
            com.fasterxml.jackson.databind.@Nullable JsonNode metadata) {}

    /** The very same Freight is not made twice: asked for again, it is shown as it is, and is not given another alias. */
    private static ApiResponse createFreight(Call call) {
        NewFreightBody body = call.body(NewFreightBody.class);
        FreightOrigin origin = ReadRoutes.origin(Call.required(body.origin(), "origin"));
        Artifacts artifacts = artifacts(body);
        Optional<Freight> before = call.state().freight(FreightName.of(origin, artifacts));
        String alias = orEmpty(body.alias());
        if (before.isPresent() && !alias.isEmpty() && !alias.equals(before.get().alias())) {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "This very Freight is here already and is called '"
                            + before.get().alias()
                            + "'. Promote that, give it another alias, or choose other artifacts.");
        }
        Freight freight = call.engine().freight().create(call.projectName(), origin, artifacts, alias, call.actor());
        return before.isPresent()
                ? ApiResponse.ok(ReadRoutes.view(call, freight))
                : ApiResponse.created(
                        "/projects/" + Paths.segment(freight.project()) + "/freight/" + Paths.segment(freight.name()),
                        ReadRoutes.view(call, freight));
    }

    private static Artifacts artifacts(NewFreightBody body) {
        return new Artifacts(
                orNone(body.commits()).stream()
                        .map(commit -> new GitCommit(
                                Call.required(commit.repoURL(), "commits.repoURL"),
                                Call.required(commit.id(), "commits.id"),
                                orEmpty(commit.branch()),
                                orEmpty(commit.tag()),
                                orEmpty(commit.message()),
                                orEmpty(commit.author()),
                                orEmpty(commit.committer()),
                                orEmpty(commit.subscriptionName())))
                        .toList(),
                orNone(body.images()).stream()
                        .map(image -> new Image(
                                Call.required(image.repoURL(), "images.repoURL"),
                                orEmpty(image.tag()),
                                orEmpty(image.digest()),
                                image.annotations() == null ? Map.of() : image.annotations(),
                                orEmpty(image.subscriptionName())))
                        .toList(),
                orNone(body.charts()).stream()
                        .map(chart -> new Chart(
                                Call.required(chart.repoURL(), "charts.repoURL"),
                                orEmpty(chart.name()),
                                Call.required(chart.version(), "charts.version"),
                                orEmpty(chart.subscriptionName())))
                        .toList(),
                orNone(body.artifacts()).stream()
                        .map(artifact -> new GenericArtifact(
                                Call.required(artifact.artifactType(), "artifacts.artifactType"),
                                Call.required(artifact.subscriptionName(), "artifacts.subscriptionName"),
                                Call.required(artifact.version(), "artifacts.version"),
                                artifact.metadata() == null ? NullNode.getInstance() : artifact.metadata()))
                        .toList());
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ApiResponse refresh(Call call) {
        String warehouse = call.warehouse().name();
        call.engine().warehouses().refresh(call.projectName(), warehouse);
        return ApiResponse.ok(WarehouseView.of(call.warehouse(), call.state().warehouse(warehouse)));
    }
}
