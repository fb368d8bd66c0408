package io.jenkins.plugins.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Expressions beside expr-lang in Go, and the lint of a large set from a cold start. */
final class LanguageSpeed {

    private static final int DOCUMENTS = 2_000;
    private static final int LINT_RUNS = 7;
    private static final Pattern GO = Pattern.compile("Benchmark(\\w+)/(\\w+)\\S*\\s+\\d+\\s+([0-9.]+) ns/op");

    private final Path directory;
    private final Report report;

    LanguageSpeed(Path directory, Report report) {
        this.directory = directory;
        this.report = report;
    }

    void run() throws Exception {
        expressions();
        lint();
    }

    private void expressions() throws Exception {
        report.heading("Expressions, µs");
        Map<String, Double> go = go();
        report.columns("what", "template", "Waybill", "Go");
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(TemplateSpeed.class.getSimpleName())
                        .build())
                .run()) {
            String method = result.getParams().getBenchmark();
            String what = method.substring(method.lastIndexOf('.') + 1);
            String template = result.getParams().getParam("name");
            report.row(
                    what,
                    template,
                    micros(result.getPrimaryResult().getScore()),
                    micros(go.getOrDefault(what.toLowerCase(Locale.ROOT) + "/" + template, Double.NaN)));
        }
    }

    /** Nanoseconds by benchmark and template; empty without Go. */
    private Map<String, Double> go() throws Exception {
        Map<String, Double> figures = new LinkedHashMap<>();
        Path oracle = Path.of("../oracle").toAbsolutePath().normalize();
        String output;
        try {
            output = Shell.run(oracle, "go", "test", "-run", "^$", "-bench", ".", "-benchtime", "1s");
        } catch (java.io.IOException e) {
            report.line("No Go here: " + e.getMessage());
            return figures;
        }
        Matcher line = GO.matcher(output);
        while (line.find()) {
            figures.put(line.group(1).toLowerCase(Locale.ROOT) + "/" + line.group(2), Double.valueOf(line.group(3)));
        }
        return figures;
    }

    private static String micros(double nanos) {
        return Double.isNaN(nanos) ? "–" : String.format(Locale.ROOT, "%.2f", nanos / 1000);
    }

    /** From the start of the process to its end. */
    private void lint() throws Exception {
        Path jar = Path.of("../cli/target/waybill.jar").toAbsolutePath().normalize();
        report.heading("Lint of " + DOCUMENTS + " manifests from a cold start");
        if (!Files.exists(jar)) {
            report.line("No " + jar.getFileName() + "; run the package phase first.");
            return;
        }
        Path manifests = directory.resolve("manifests");
        Files.createDirectories(manifests);
        int lines = write(manifests);
        Sample sample = new Sample();
        for (int run = 0; run < LINT_RUNS; run++) {
            sample.time(() -> {
                String output = Shell.run(directory, "java", "-jar", jar.toString(), "lint", manifests.toString());
                if (!output.isBlank()) {
                    throw new IllegalStateException(output);
                }
            });
        }
        report.line(DOCUMENTS + " manifests, " + lines + " lines: " + sample.cell() + ".");
    }

    /** A Warehouse, then Stages in chains of ten, five lines each. */
    private static int write(Path manifests) throws Exception {
        int lines = 0;
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < DOCUMENTS; number++) {
            text.append(document(number));
            if (number % 100 == 99) {
                lines += (int)
                        text.chars().filter(character -> character == '\n').count();
                Files.writeString(manifests.resolve(String.format(Locale.ROOT, "%04d.yaml", number)), text);
                text.setLength(0);
            }
        }
        return lines;
    }

    private static String document(int number) {
        if (number == 0) {
            return "apiVersion: kargo.akuity.io/v1alpha1\nkind: Warehouse\nmetadata: {name: app, namespace: shop}\n"
                    + "spec: {subscriptions: [{git: {repoURL: 'https://example.com/app.git'}}]}\n---\n";
        }
        String sources = number % 10 == 1 ? "direct: true" : "stages: [s" + (number - 1) + "]";
        return "apiVersion: kargo.akuity.io/v1alpha1\nkind: Stage\nmetadata: {name: s" + number + ", namespace: shop}\n"
                + "spec: {requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {" + sources + "}}],"
                + " promotionTemplate: {spec: {vars: [{name: path, value: './${{ ctx.stage }}'}], steps: [{uses: fail,"
                + " if: \"${{ failure() && vars.path != '' }}\", config: {message: \"${{ commitFrom('https://example.com/app.git').ID }}\"}}]}}}\n---\n";
    }
}
