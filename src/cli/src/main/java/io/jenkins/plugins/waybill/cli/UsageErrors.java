package io.jenkins.plugins.waybill.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and where help is. */
record UsageErrors(Terminal terminal) implements CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        terminal.warn("waybill: " + exception.getMessage());
        UnmatchedArgumentException.printSuggestions(exception, terminal.err());
        terminal.warn("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }
}
