package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A command as it was run, through the real entry.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it complained about
 */
record CommandLineRun(int code, String out, String err) {

    static CommandLineRun of(String... arguments) {
        return with("", Map.of(), arguments);
    }

    static CommandLineRun with(String input, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(new StringReader(input), new PrintWriter(out), new PrintWriter(err), environment, false);
        int code = Waybill.run(terminal, arguments);
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(out, e);
        }
    }
}
