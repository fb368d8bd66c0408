package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** axe-core, which finds what people with disabilities stumble over. */
final class Axe {

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then((result) => done(result.violations.map((violation) => ({
              impact: violation.impact,
              text: violation.id + ': ' + violation.help + ' ' + violation.nodes.slice(0, 4).map((node) => node.target.join(' ') + ' ' + node.failureSummary.replace(/\\s+/g, ' ')).join(' | '),
            }))));
            """;

    private Axe() {}

    /** What is serious or critical on the page that is shown, a sentence each. */
    static List<String> seriousFindings(BoardBrowser browser) throws IOException {
        browser.settle();
        browser.driver().executeScript(source());
        return browser.faults(() -> found(browser));
    }

    @SuppressWarnings("unchecked")
    private static List<String> found(BoardBrowser browser) {
        List<String> serious = new ArrayList<>();
        for (Map<String, Object> violation :
                (List<Map<String, Object>>) browser.driver().executeAsyncScript(RUN)) {
            if (List.of("serious", "critical").contains(String.valueOf(violation.get("impact")))) {
                serious.add(violation.get("impact") + " " + violation.get("text"));
            }
        }
        return serious;
    }

    private static String source() throws IOException {
        try (InputStream resource = Axe.class.getResourceAsStream("axe/axe.min.js")) {
            if (resource == null) {
                throw new IllegalStateException("axe/axe.min.js is missing beside " + Axe.class.getName());
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
