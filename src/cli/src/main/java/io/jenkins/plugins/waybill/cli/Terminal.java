package io.jenkins.plugins.waybill.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Where a command reads and writes. */
final class Terminal {

    private final Reader in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Map<String, String> environment;
    private final boolean interactive;

    Terminal(Reader in, PrintWriter out, PrintWriter err, Map<String, String> environment, boolean interactive) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.interactive = interactive;
    }

    /** The process's own streams. */
    static Terminal system() {
        return new Terminal(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                System.console() != null);
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    void print(String line) {
        out.println(line);
        out.flush();
    }

    void warn(String line) {
        err.println(line);
        err.flush();
    }

    void flush() {
        out.flush();
        err.flush();
    }

    /** Whether people read and type here. */
    boolean interactive() {
        return interactive;
    }

    /** Colours only for people who did not decline them: https://no-color.org */
    boolean colours() {
        return interactive
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    @Nullable
    String environment(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String environment(String name, String otherwise) {
        String value = environment(name);
        return value == null ? otherwise : value;
    }

    /** A line that someone typed; empty at the end of input. */
    String ask(String question) {
        err.print(question);
        err.flush();
        StringBuilder line = new StringBuilder();
        try {
            int character = in.read();
            while (character >= 0 && character != '\n') {
                line.append((char) character);
                character = in.read();
            }
        } catch (IOException e) {
            return "";
        }
        return line.toString().trim();
    }

    /** Everything on the standard input. */
    BufferedReader input() {
        return in instanceof BufferedReader buffered ? buffered : new BufferedReader(in);
    }

    String styled(Style style, String text) {
        return colours() ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** How a word stands out. */
    enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        BLUE("34");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }
}
