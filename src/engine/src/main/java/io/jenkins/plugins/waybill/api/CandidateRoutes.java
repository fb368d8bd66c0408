package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.jenkins.plugins.waybill.engine.WarehouseLook;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Explained;
import org.jspecify.annotations.Nullable;

/** The route to what became of a Warehouse's candidates. */
final class CandidateRoutes {

    /** All of them; a discovery names no more. */
    private static final int MOST_AT_ONCE = 1_000_000;

    /** More than people choose among. */
    private static final int MOST_REASONS = 50;

    private CandidateRoutes() {}

    static List<Route> all() {
        return List.of(Route.get("/projects/{project}/warehouses/{warehouse}/candidates", CandidateRoutes::candidates));
    }

    /** How a Warehouse is watched, and what became of the candidates that were asked for. */
    private record LookView(
            @Nullable Instant lookedAt,
            @Nullable Instant nextLookAt,
            @Nullable Instant explainedAt,
            List<SourceView> sources) {}

    /**
     * Candidates of one subscription.
     *
     * @param number where it stands among the subscriptions, from 0
     * @param total of all, {@code taken} of them
     * @param reasons why others were left out, the most frequent first
     * @param matching how many are as asked for, of which {@code candidates} are the first
     */
    private record SourceView(
            int number,
            String subscription,
            int total,
            int taken,
            List<ReasonView> reasons,
            int matching,
            List<FateView> candidates) {}

    private record ReasonView(String reason, int candidates) {}

    private record FateView(String candidate, boolean taken, String reason) {}

    private static ApiResponse candidates(Call call) {
        WarehouseLook look = call.engine()
                .warehouses()
                .lastLook(call.projectName(), call.warehouse().name());
        List<Explained> explained = look.explained();
        Predicate<Candidate> wanted = wanted(call);
        int limit = call.number("limit", 1, MOST_AT_ONCE).orElse(MOST_AT_ONCE);
        int only = call.number("source", 0, Integer.MAX_VALUE).orElse(-1);
        return ApiResponse.ok(new LookView(
                look.lookedAt(),
                look.nextLookAt(),
                look.explainedAt(),
                IntStream.range(0, explained.size())
                        .filter(number -> only < 0 || number == only)
                        .mapToObj(number -> source(number, explained.get(number), wanted, limit))
                        .toList()));
    }

    private static Predicate<Candidate> wanted(Call call) {
        String text = call.query("q").orElse("").strip().toLowerCase(Locale.ROOT);
        String reason = call.query("reason").orElse("");
        String fate = call.query("fate").orElse("");
        if (!fate.isEmpty() && !fate.equals("taken") && !fate.equals("left")) {
            throw Problem.invalid("The fate is '" + fate + "'; expected 'taken' or 'left'.");
        }
        return candidate -> candidate.what().toLowerCase(Locale.ROOT).contains(text)
                && (reason.isEmpty() || candidate.reason().equals(reason))
                && (fate.isEmpty() || candidate.taken() == fate.equals("taken"));
    }

    private static SourceView source(int number, Explained source, Predicate<Candidate> wanted, int limit) {
        List<Candidate> matching = source.candidates().stream().filter(wanted).toList();
        return new SourceView(
                number,
                source.source(),
                source.candidates().size(),
                (int) source.candidates().stream().filter(Candidate::taken).count(),
                reasons(source),
                matching.size(),
                matching.stream()
                        .limit(limit)
                        .map(candidate -> new FateView(candidate.what(), candidate.taken(), candidate.reason()))
                        .toList());
    }

    private static List<ReasonView> reasons(Explained source) {
        Map<String, Integer> times = source.candidates().stream()
                .filter(candidate -> !candidate.taken())
                .map(Candidate::reason)
                .collect(Collectors.toMap(Function.identity(), reason -> 1, Integer::sum));
        return times.entrySet().stream()
                .map(entry -> new ReasonView(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(ReasonView::candidates).reversed().thenComparing(ReasonView::reason))
                .limit(MOST_REASONS)
                .toList();
    }
}
