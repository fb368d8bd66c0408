package io.jenkins.plugins.waybill.step.pullrequest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.jenkins.plugins.waybill.step.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * What a pull request says.
 *
 * @param title one line
 * @param description Markdown; may be empty
 */
record PullRequestText(String title, String description) {

    /**
     * As configured; where nothing is, the newest commit's message, as Kargo divides it. A link to the board is put below
     * where its address is known.
     */
    static PullRequestText of(
            @Nullable String title, @Nullable String description, String commitMessage, StepContext context) {
        String message = commitMessage.strip();
        int end = message.indexOf('\n');
        String firstLine = end < 0 ? message : message.substring(0, end).strip();
        String rest = end < 0 ? "" : message.substring(end).strip();
        String body = description != null ? description : title != null ? message : rest;
        String link = link(context);
        return new PullRequestText(
                title != null ? title : firstLine,
                link.isEmpty() ? body : body.isEmpty() ? link : body + "\n\n" + link);
    }

    private static String link(StepContext context) {
        return context.boardUrl().isEmpty()
                ? ""
                : "[View in Waybill](" + context.boardUrl() + "/#/"
                        + encoded(context.project().name()) + "/promotions/" + encoded(context.promotion()) + ")";
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
