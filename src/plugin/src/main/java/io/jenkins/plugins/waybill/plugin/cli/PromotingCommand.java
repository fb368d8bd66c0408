package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.plugin.step.ProjectWatch;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** A command that asks for a promotion and may wait for its end. */
public abstract class PromotingCommand extends WaybillCommand {

    private static final int SECONDS_BETWEEN_LOOKS = 30;

    /** Where to. */
    @Argument(index = 1, metaVar = "STAGE", required = true, usage = "The Stage")
    public String stage;

    /** Whether to wait. */
    @Option(
            name = "--wait",
            usage = "Wait for the end of the promotion and show its steps; ends with 1 unless it succeeds")
    public boolean wait;

    /** Asks for it; the answer is the API's. */
    abstract JsonNode ask(ProjectCalls calls) throws IOException, Declined;

    @Override
    final int run(ProjectCalls calls) throws IOException, InterruptedException, Declined {
        JsonNode detail = ask(calls);
        if (!wait) {
            if (!printedAsJson(detail)) {
                stdout.println(Lines.promotion(detail));
            }
            return 0;
        }
        JsonNode ended = end(calls, detail);
        if (!printedAsJson(ended)) {
            stdout.println(Lines.promotion(ended));
        }
        return ended.path("promotion").path("phase").asText().equals("Succeeded") ? 0 : NO;
    }

    /** Looks whenever the project changes. Jenkins interrupts this thread when the client goes away. */
    private JsonNode end(ProjectCalls calls, JsonNode begun) throws IOException, InterruptedException, Declined {
        String path = "/promotions/"
                + ProjectCalls.segment(begun.path("promotion").path("name").asText());
        Map<String, String> shown = new HashMap<>();
        Semaphore changed = new Semaphore(0);
        JsonNode detail = begun;
        try (ProjectWatch.Watch watch = ProjectWatch.get().watch(calls.project().getKey(), changed::release)) {
            while (!detail.path("promotion").path("finishedAt").isTextual()) {
                report(detail, shown);
                if (changed.tryAcquire(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
                    changed.drainPermits();
                }
                detail = calls.get(path);
            }
        }
        report(detail, shown);
        return detail;
    }

    private void report(JsonNode detail, Map<String, String> shown) {
        if (json) {
            return;
        }
        for (JsonNode step : detail.path("steps")) {
            String status = step.path("status").asText();
            String message = step.path("message").asText("");
            String text = status + (message.isEmpty() ? "" : ": " + message);
            String alias = step.path("alias").asText();
            if (!status.equals("Pending") && !text.equals(shown.put(alias, text))) {
                stdout.println("[" + stage + "] " + alias + " " + text);
            }
        }
        stdout.flush();
    }
}
