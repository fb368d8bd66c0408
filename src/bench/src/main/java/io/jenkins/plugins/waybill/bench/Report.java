package io.jenkins.plugins.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tables of a run as Markdown, printed as they come and written to a file at the end. */
final class Report {

    private final StringBuilder text = new StringBuilder();

    void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    void columns(String... names) {
        line("| " + String.join(" | ", names) + " |");
        line("|" + "---|".repeat(names.length));
    }

    void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    void line(String line) {
        System.out.println(line);
        text.append(line).append('\n');
    }

    void write(Path file) throws IOException {
        Files.writeString(file, text.toString());
    }
}
