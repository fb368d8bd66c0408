package io.jenkins.plugins.waybill.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages about steps that come with the program: those of {@code docs/steps}. */
public final class StepPage {

    private StepPage() {}

    /** The page of a step, in Markdown; empty for steps that are not built in. */
    public static Optional<String> of(String step) {
        return step.matches("[a-z-]+") ? read(step) : Optional.empty();
    }

    /** What a step does, in one sentence, as the table of all steps has it. */
    public static Optional<String> summary(String step) {
        Matcher line = Pattern.compile("(?m)^\\| \\[" + Pattern.quote(step) + "]\\([^)]*\\) \\| (.*) \\|$")
                .matcher(read("README").orElse(""));
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    private static Optional<String> read(String name) {
        try (InputStream page = StepPage.class.getResourceAsStream("pages/" + name + ".md")) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
