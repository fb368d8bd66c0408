package io.jenkins.plugins.waybill.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.engine.WarehouseLook;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.store.LogLine;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;

/** Routes that change nothing. */
final class ReadRoutes {

    private ReadRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.versioned("/projects/{project}/stages", ReadRoutes::stages),
                Route.versioned("/projects/{project}/stages/{stage}", ReadRoutes::stage),
                Route.get("/projects/{project}/stages/{stage}/freight", ReadRoutes::available),
                Route.get("/projects/{project}/stages/{stage}/eligibility", ReadRoutes::eligibility),
                Route.get("/projects/{project}/stages/{stage}/applications", ReadRoutes::applications),
                Route.versioned("/projects/{project}/analysis-runs/{run}", ReadRoutes::analysisRun),
                Route.versioned("/projects/{project}/warehouses", ReadRoutes::warehouses),
                Route.versioned("/projects/{project}/warehouses/{warehouse}", ReadRoutes::warehouse),
                Route.versioned("/projects/{project}/freight", ReadRoutes::freightList),
                Route.versioned("/projects/{project}/freight/{freight}", ReadRoutes::freight),
                Route.versioned("/projects/{project}/promotions", ReadRoutes::promotions),
                Route.versioned("/projects/{project}/promotions/{promotion}", ReadRoutes::promotion),
                Route.get("/projects/{project}/promotions/{promotion}/log", ReadRoutes::log),
                Route.get("/projects/{project}/promotions/{promotion}/steps/{step}/diff", ReadRoutes::diff));
    }

    private static ApiResponse stages(Call call) {
        ProjectState state = call.state();
        String after = call.after().orElse("");
        return ApiResponse.ok(Page.of(
                call.project().stages().values().stream()
                        .sorted(Comparator.comparing(stage -> stage.name()))
                        .filter(stage -> stage.name().compareTo(after) > 0),
                call.limit(),
                stage -> stage.name(),
                stage -> StageView.of(call.project(), stage, state, call.now())));
    }

    private static ApiResponse stage(Call call) {
        return ApiResponse.ok(StageDetail.of(call.project(), call.stage(), call.state(), call.now()));
    }

    private static ApiResponse analysisRun(Call call) {
        return ApiResponse.ok(
                AnalysisRunView.of(call.engine().verifications().analysisRun(call.projectName(), call.path("run"))));
    }

    private static ApiResponse available(Call call) {
        return ApiResponse.ok(freightPage(
                call,
                call
                        .engine()
                        .freight()
                        .available(call.projectName(), call.stage().name())
                        .stream()));
    }

    /** All of a Stage's Applications; there are few. */
    private record Applications(List<ApplicationView> items) {}

    private static ApiResponse applications(Call call) {
        return ApiResponse.ok(
                new Applications(call
                        .engine()
                        .stages()
                        .applications(call.projectName(), call.stage().name())
                        .stream()
                        .map(ApplicationView::of)
                        .toList()));
    }

    private static ApiResponse eligibility(Call call) {
        String freight = Call.required(call.query("freight").orElse(null), "freight");
        return ApiResponse.ok(EligibilityView.of(call.engine()
                .freight()
                .eligibility(
                        call.projectName(),
                        call.stage().name(),
                        call.engine().freight().get(call.projectName(), freight).name())));
    }

    private static ApiResponse warehouses(Call call) {
        ProjectState state = call.state();
        String after = call.after().orElse("");
        return ApiResponse.ok(Page.of(
                call.project().warehouses().values().stream()
                        .sorted(Comparator.comparing(warehouse -> warehouse.name()))
                        .filter(warehouse -> warehouse.name().compareTo(after) > 0),
                call.limit(),
                warehouse -> warehouse.name(),
                warehouse -> WarehouseView.of(warehouse, state.warehouse(warehouse.name()))));
    }

    /**
     * A Warehouse with the candidates of its last discovery, best first.
     *
     * @param place where it is written, as {@code file:line:column}
     * @param explained what became of each, for the first ones of each subscription; empty until one was made
     */
    record WarehouseDetail(
            WarehouseView warehouse,
            String place,
            List<ArtifactView> discovered,
            List<CandidateView> explained,
            CandidatesView candidates) {}

    /** One candidate, whether it was taken, and the rule that decided. */
    record CandidateView(String subscription, String candidate, boolean taken, String reason) {}

    private static ApiResponse warehouse(Call call) {
        var state = call.state().warehouse(call.warehouse().name());
        return ApiResponse.ok(new WarehouseDetail(
                WarehouseView.of(call.warehouse(), state),
                call.warehouse().position().toString(),
                ArtifactView.of(state.discovered()),
                explained(call),
                CandidatesView.of(state.discovered())));
    }

    /** How many of each subscription come with the Warehouse itself; {@link CandidateRoutes} has all. */
    private static final int FIRST_EXPLAINED = 100;

    private static List<CandidateView> explained(Call call) {
        List<CandidateView> explained = new ArrayList<>();
        look(call).explained().forEach(one -> one.candidates().stream()
                .limit(FIRST_EXPLAINED)
                .forEach(candidate -> explained.add(
                        new CandidateView(one.source(), candidate.what(), candidate.taken(), candidate.reason()))));
        return explained;
    }

    private static WarehouseLook look(Call call) {
        return call.engine()
                .warehouses()
                .lastLook(call.projectName(), call.warehouse().name());
    }

    private static ApiResponse freightList(Call call) {
        ProjectState state = call.state();
        Stream<Freight> all = call.query("origin")
                .map(origin -> state.freightOf(origin(origin)).stream())
                .orElseGet(() -> state.freight().stream()
                        .sorted(Comparator.comparing(Freight::discoveredAt)
                                .thenComparing(Freight::name)
                                .reversed()));
        Predicate<Freight> wanted = freight -> call.query("stage")
                        .map(stage -> freight.status().currentlyIn().containsKey(stage)
                                || freight.status().verifiedIn().containsKey(stage))
                        .orElse(true)
                && call.query("q").map(text -> mentions(freight, text)).orElse(true);
        return ApiResponse.ok(freightPage(call, all.filter(wanted)));
    }

    static FreightOrigin origin(String text) {
        try {
            return FreightOrigin.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static boolean mentions(Freight freight, String text) {
        return freight.alias().contains(text)
                || freight.name().startsWith(text)
                || ArtifactView.of(freight.artifacts()).stream()
                        .anyMatch(artifact -> artifact.version().contains(text)
                                || artifact.name().contains(text)
                                || (artifact.note() != null && artifact.note().contains(text)));
    }

    /** Freight is listed newest first; the cursor is a place in that order, so it outlives the Freight it was made of. */
    private static Page<FreightView> freightPage(Call call, Stream<Freight> newestFirst) {
        String after = call.after().orElse(null);
        ProjectDefinition project = call.project();
        ProjectState state = call.state();
        return Page.of(
                newestFirst.filter(freight -> after == null || place(freight).compareTo(after) < 0),
                call.limit(),
                ReadRoutes::place,
                freight -> FreightView.of(freight, project, state));
    }

    private static String place(Freight freight) {
        return String.format("%020d", freight.discoveredAt().getEpochSecond())
                + String.format("%09d", freight.discoveredAt().getNano())
                + freight.name();
    }

    private static ApiResponse freight(Call call) {
        return ApiResponse.ok(view(call, call.engine().freight().get(call.projectName(), call.path("freight"))));
    }

    static FreightView view(Call call, Freight freight) {
        return FreightView.of(freight, call.project(), call.state());
    }

    private static ApiResponse promotions(Call call) {
        ProjectState state = call.state();
        List<PromotionSummary> all = call.query("stage").map(state::promotions).orElseGet(state::promotions);
        String freight = call.query("freight")
                .map(name ->
                        call.engine().freight().get(call.projectName(), name).name())
                .orElse(null);
        String phase = call.query("phase").orElse(null);
        String after = call.after().orElse(null);
        return ApiResponse.ok(Page.of(
                all.stream()
                        .filter(promotion -> after == null || place(promotion).compareTo(after) < 0)
                        .filter(promotion ->
                                freight == null || promotion.freight().equals(freight))
                        .filter(promotion ->
                                phase == null || promotion.phase().displayName().equalsIgnoreCase(phase)),
                call.limit(),
                ReadRoutes::place,
                promotion -> PromotionView.of(promotion, state)));
    }

    static String place(PromotionSummary promotion) {
        return String.format("%020d", promotion.createdAt().getEpochSecond())
                + String.format("%09d", promotion.createdAt().getNano())
                + promotion.name();
    }

    private static ApiResponse promotion(Call call) {
        return ApiResponse.ok(PromotionDetail.of(promotionOf(call), call.state(), call.identity(), call.now()));
    }

    private static Promotion promotionOf(Call call) {
        return call.engine().promotions().get(call.projectName(), call.path("promotion"));
    }

    /** A line of a log; {@code number} counts from 1 in the promotion. */
    record LineView(long number, String step, java.time.Instant at, String text) {}

    private static ApiResponse log(Call call) {
        Promotion promotion = promotionOf(call);
        List<LogLine> lines = call.engine().promotions().log(promotion.project(), promotion.name());
        String step = call.query("step").orElse(null);
        long after = call.after().map(ReadRoutes::lineNumber).orElse(0L);
        return ApiResponse.ok(Page.of(
                java.util.stream.LongStream.range(after, lines.size())
                        .mapToObj(index -> line(index + 1, lines.get((int) index)))
                        .filter(line -> step == null || line.step().equals(step)),
                call.limit(),
                line -> Long.toString(line.number()),
                line -> line));
    }

    private static LineView line(long number, LogLine line) {
        return new LineView(number, line.step(), line.at(), line.text());
    }

    private static long lineNumber(String key) {
        try {
            return Math.max(0, Long.parseLong(key));
        } catch (NumberFormatException e) {
            throw Problem.invalid("The cursor is not one that this list gave out; begin without a cursor.");
        }
    }

    /** What a step changed, as a unified diff. */
    record DiffView(String step, String diff) {}

    private static ApiResponse diff(Call call) {
        Promotion promotion = promotionOf(call);
        String step = call.path("step");
        if (promotion.steps().stream().noneMatch(known -> known.as().equals(step))) {
            throw Problem.notFound("Promotion '" + promotion.name() + "' has no step '" + step + "'.");
        }
        return ApiResponse.ok(
                new DiffView(step, call.engine().promotions().stepDiff(promotion.project(), promotion.name(), step)));
    }
}
