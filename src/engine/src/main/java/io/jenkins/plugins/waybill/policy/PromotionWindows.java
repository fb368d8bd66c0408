package io.jenkins.plugins.waybill.policy;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionWindow;
import io.jenkins.plugins.waybill.model.PromotionWindow.Kind;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.WindowSchedule;
import io.jenkins.plugins.waybill.model.WindowSchedule.Span;
import org.jspecify.annotations.Nullable;

/**
 * Whether promotions to a Stage may start now: not while a Deny window that selects it is in force, and where Allow
 * windows select it, only while one of them is. A promotion that runs already is let be.
 *
 * @param selected whether any window selects the Stage
 * @param open whether promotions may start
 * @param reasons in sentences; empty when no window selects the Stage
 * @param changesAt when that changes by itself; null when never, or not within the next years
 */
public record PromotionWindows(
        boolean selected,
        boolean open,
        List<String> reasons,
        @Nullable Instant changesAt) {

    private static final PromotionWindows NONE = new PromotionWindows(false, true, List.of(), null);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm VV", Locale.ENGLISH);

    /** Starts and ends that are looked at for the next change; then it is as good as never. */
    private static final int MOST_CHANGES = 500;

    public PromotionWindows {
        reasons = List.copyOf(reasons);
    }

    /** Decides for a moment. */
    public static PromotionWindows decide(ProjectDefinition project, Stage stage, Instant now) {
        List<PromotionWindow> windows = project.windows().stream()
                .filter(window -> window.selects(stage))
                .toList();
        if (windows.isEmpty()) {
            return NONE;
        }
        boolean open = isOpen(windows, now);
        return new PromotionWindows(true, open, reasons(windows, stage, open, now), nextChange(windows, open, now));
    }

    /** The reasons as one text. */
    public String summary() {
        return String.join(" ", reasons);
    }

    /** The reasons as the rest of a sentence: without a capital and a full stop. */
    public String asObstacle() {
        String summary = summary();
        return summary.isEmpty()
                ? ""
                : Character.toLowerCase(summary.charAt(0))
                        + summary.substring(1).replaceFirst("\\.$", "");
    }

    private static boolean isOpen(List<PromotionWindow> windows, Instant now) {
        List<PromotionWindow> inForce = windows.stream()
                .filter(window -> window.schedule().at(now).isPresent())
                .toList();
        boolean denied = inForce.stream().anyMatch(window -> window.kind() == Kind.DENY);
        boolean allowed = windows.stream().noneMatch(window -> window.kind() == Kind.ALLOW)
                || inForce.stream().anyMatch(window -> window.kind() == Kind.ALLOW);
        return !denied && allowed;
    }

    private static List<String> reasons(List<PromotionWindow> windows, Stage stage, boolean open, Instant now) {
        List<String> reasons = new ArrayList<>();
        boolean anyAllow = false;
        boolean allowed = false;
        for (PromotionWindow window : windows) {
            Optional<Span> span = window.schedule().at(now);
            anyAllow |= window.kind() == Kind.ALLOW;
            if (span.isPresent()) {
                allowed |= window.kind() == Kind.ALLOW;
                if ((window.kind() == Kind.ALLOW) == open) {
                    reasons.add("Promotion window '" + window.name() + "' "
                            + (open ? "lets promotions to '" : "forbids promotions to '") + stage.name() + "' "
                            + (open ? "start" : "to start") + " until "
                            + time(window, span.get().end()) + ".");
                }
            }
        }
        if (anyAllow && !allowed) {
            for (PromotionWindow window : windows) {
                if (window.kind() == Kind.ALLOW) {
                    reasons.add("Promotion window '" + window.name() + "' lets promotions to '" + stage.name()
                            + "' start "
                            + window.schedule()
                                    .after(now)
                                    .map(next -> "again from " + time(window, next.start()))
                                    .orElse("no more")
                            + ".");
                }
            }
        }
        if (reasons.isEmpty()) {
            reasons.add("No promotion window forbids promotions to '" + stage.name() + "' now.");
        }
        return reasons;
    }

    private static String time(PromotionWindow window, Instant moment) {
        return TIME.format(moment.atZone(window.schedule().zone()));
    }

    private static @Nullable Instant nextChange(List<PromotionWindow> windows, boolean open, Instant now) {
        Instant looked = now;
        for (int i = 0; i < MOST_CHANGES; i++) {
            Instant from = looked;
            Optional<Instant> edge = windows.stream()
                    .flatMap(window -> edges(window.schedule(), from))
                    .min(Instant::compareTo);
            if (edge.isEmpty()) {
                return null;
            }
            if (isOpen(windows, edge.get()) != open) {
                return edge.get();
            }
            looked = edge.get();
        }
        return null;
    }

    private static Stream<Instant> edges(WindowSchedule schedule, Instant from) {
        return Stream.concat(schedule.at(from).map(Span::end).stream(), schedule.after(from).map(Span::start).stream());
    }
}
