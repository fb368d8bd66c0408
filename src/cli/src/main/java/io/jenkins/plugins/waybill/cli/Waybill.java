package io.jenkins.plugins.waybill.cli;

import java.lang.reflect.Constructor;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/** {@code java -jar waybill.jar}. */
@Command(
        name = "waybill",
        description = "Carries Freight through Stages, by Kargo's manifests.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Waybill.Version.class,
        subcommands = {
            LintCommand.class,
            SchemaCommand.class,
            ConvertCommand.class,
            ImportCommand.class,
            EvalCommand.class,
            FreightIdCommand.class,
            StepsCommand.class,
            StepCommand.class,
            DiscoverCommand.class,
            PlanCommand.class,
            PromoteCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            FreightCommand.class,
            HistoryCommand.class,
            ApprovalsCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            InputCommand.class,
            OverrideCommand.class,
            DelegateCommand.class,
            RollbackCommand.class,
            AbortCommand.class,
            RefreshCommand.class,
            VerifyCommand.class,
            WebhooksCommand.class,
            AuditCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  good",
            "  1  the answer is no: errors found, not eligible, promotion failed",
            "  2  wrong usage",
            "",
            "Try:  waybill serve --demo"
        })
public final class Waybill {

    /** The answer is no, or it could not be had. */
    static final int NO = CommandLine.ExitCode.SOFTWARE;

    private Waybill() {}

    /** Runs one command and ends the program with its exit code. */
    public static void main(String[] arguments) {
        Logging.toStandardError();
        System.exit(run(Terminal.system(), arguments));
    }

    /** Runs one command; returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new Waybill(), new CommandFactory(terminal));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(terminal.interactive());
        line.setParameterExceptionHandler(new UsageErrors(terminal));
        line.setExecutionExceptionHandler(new Failures(terminal));
        line.setExecutionStrategy(parsed -> {
            int code = new CommandLine.RunLast().execute(parsed);
            terminal.flush();
            return code;
        });
        return line.execute(arguments);
    }

    /** Commands are made with the terminal they talk to. */
    private record CommandFactory(Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Terminal.class) {
                    return type.cast(constructor.newInstance(terminal));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"waybill " + text()};
        }

        static String text() {
            String version = Waybill.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }
}
