package io.jenkins.plugins.waybill.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class Common {

    /** For whom a command prints. */
    enum Format {
        TEXT,
        JSON,
        /** Of lint only: SARIF 2.1.0. */
        SARIF,
        /** Of lint only: annotations of GitHub Actions. */
        GITHUB;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "What to print: text for people, json for programs. Default: ${DEFAULT-VALUE}.")
    Format format = Format.TEXT;

    @Option(names = "--debug", description = "Print stack traces and what the libraries do.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    boolean help;
}
