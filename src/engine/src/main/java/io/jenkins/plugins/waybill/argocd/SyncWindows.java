package io.jenkins.plugins.waybill.argocd;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * When Argo CD lets an Application be synced.
 *
 * @param assigned all that concern the Application
 * @param active those of them that are open now
 */
public record SyncWindows(List<Window> assigned, List<Window> active) {

    public SyncWindows {
        assigned = List.copyOf(assigned);
        active = List.copyOf(active);
    }

    /** One of them; {@code allow} or {@code deny}, from a cron time on for a duration. */
    public record Window(String kind, String schedule, String duration) {}

    static SyncWindows of(JsonNode answer) {
        return new SyncWindows(windows(answer.path("assignedWindows")), windows(answer.path("activeWindows")));
    }

    private static List<Window> windows(JsonNode list) {
        List<Window> windows = new ArrayList<>();
        list.forEach(window -> windows.add(new Window(
                window.path("kind").asText(),
                window.path("schedule").asText(),
                window.path("duration").asText())));
        return windows;
    }

    /**
     * Why a sync that no person asked for must wait, in words; null when it need not. For those that a person asked
     * for Argo CD decides by itself.
     */
    public @Nullable String refusalOfAutomatic() {
        if (of(active, "deny").findAny().isPresent()) {
            return "a sync window denies it: " + inWords(of(active, "deny"));
        }
        boolean outside = of(active, "allow").findAny().isEmpty()
                && of(assigned, "allow").findAny().isPresent();
        return outside ? "no sync window allows it now: " + inWords(of(assigned, "allow")) : null;
    }

    private static Stream<Window> of(List<Window> windows, String kind) {
        return windows.stream().filter(window -> window.kind().equals(kind));
    }

    private static String inWords(Stream<Window> windows) {
        return windows.map(window -> "'" + window.schedule() + "' for " + window.duration())
                .collect(Collectors.joining(", "));
    }
}
