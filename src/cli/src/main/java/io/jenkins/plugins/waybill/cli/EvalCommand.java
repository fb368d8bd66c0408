package io.jenkins.plugins.waybill.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.Template;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill eval}. */
@Command(
        name = "eval",
        description = "Evaluates a template, or with --bare an expression, and prints JSON.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill eval '$${{ 1 + 1 }} apples'",
            "  waybill eval --data vars.json '$${{ vars.image }}'",
            "  waybill eval --bare 'len(\"abc\")'",
            "  waybill eval --batch questions.jsonl",
            "",
            "A line of a batch is {\"template\": …} or {\"expression\": …}, with {\"data\": {…}} if need be; each is",
            "answered by a line {\"value\": …} or {\"error\": …}."
        })
final class EvalCommand extends BaseCommand {

    @Option(names = "--data", paramLabel = "FILE", description = "A JSON object; its keys are the variables.")
    @Nullable
    Path data;

    @Option(names = "--bare", description = "TEXT is an expression without delimiters.")
    boolean bare;

    @Option(names = "--batch", paramLabel = "FILE", description = "Answers a file line by line; - is standard input.")
    @Nullable
    Path batch;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "What to evaluate.")
    @Nullable
    String text;

    EvalCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() throws IOException {
        if ((text == null) == (batch == null)) {
            throw usage("Give either a TEXT or --batch FILE.");
        }
        if (batch != null) {
            return answerAll(batch);
        }
        ObjectNode answer = answer(String.valueOf(text), bare, data());
        if (answer.has("error")) {
            throw new No("invalid-expression", answer.get("error").asText(), java.util.List.of());
        }
        terminal.print(json() ? Output.pretty(answer) : Output.line(answer.get("value")));
        return 0;
    }

    private JsonNode data() throws IOException {
        if (data == null) {
            return Output.object();
        }
        try {
            JsonNode tree = Output.MAPPER.readTree(Files.readAllBytes(data));
            if (!tree.isObject()) {
                throw new No(data + " holds no JSON object; its keys are to be the variables.");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new No(data + ":" + e.getLocation().getLineNr() + ":"
                    + e.getLocation().getColumnNr() + ": not JSON: " + e.getOriginalMessage());
        }
    }

    private int answerAll(Path file) throws IOException {
        try (BufferedReader lines = file.toString().equals("-")
                ? terminal.input()
                : Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    terminal.out().println(Output.line(answer(line)));
                }
            }
        }
        return 0;
    }

    private static ObjectNode answer(String line) {
        JsonNode question;
        try {
            question = Output.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return Output.object().put("error", "the line is not JSON: " + e.getOriginalMessage());
        }
        JsonNode template = question.path("template");
        JsonNode expression = question.path("expression");
        if (template.isTextual() == expression.isTextual()) {
            return Output.object().put("error", "the line must have either a 'template' or an 'expression'");
        }
        JsonNode data = question.path("data");
        return answer(
                template.isTextual() ? template.textValue() : expression.textValue(), expression.isTextual(), data);
    }

    private static ObjectNode answer(String text, boolean bare, JsonNode data) {
        try {
            Scope.Builder scope = Scope.builder();
            if (!bare) {
                scope.extending(Template.functions());
            }
            data.fields().forEachRemaining(field -> scope.variable(field.getKey(), GoJson.fromTree(field.getValue())));
            JsonNode value = bare
                    ? GoJson.toTree(Expression.compile(text).evaluate(scope.build()))
                    : Template.evaluateTree(TextNode.valueOf(text), scope.build());
            return Output.object().set("value", value);
        } catch (ExpressionException e) {
            return Output.object().put("error", e.getMessage());
        }
    }
}
