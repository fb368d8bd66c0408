package io.jenkins.plugins.waybill.cli;

import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.engine.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says why a command did not do what was asked; stack traces only for those who ask for them. */
record Failures(Terminal terminal) implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        Object user = command.getCommandSpec().userObject();
        Common common = user instanceof BaseCommand base ? base.common : new Common();
        No no = no(failure);
        if (common.format == Common.Format.JSON) {
            ObjectNode error = Output.object();
            error.put("error", no.getMessage()).put("code", no.code());
            ArrayNode obstacles = error.putArray("obstacles");
            no.obstacles().forEach(obstacles::add);
            terminal.print(Output.pretty(error));
        } else {
            terminal.warn(terminal.styled(Terminal.Style.RED, "waybill: ") + no.getMessage());
            // A single obstacle is often the message already.
            no.obstacles().stream()
                    .filter(obstacle -> !String.valueOf(no.getMessage()).contains(obstacle))
                    .forEach(obstacle -> terminal.warn("  - " + obstacle));
        }
        if (common.debug) {
            failure.printStackTrace(terminal.err());
        }
        terminal.flush();
        return Waybill.NO;
    }

    private static No no(Exception failure) {
        if (failure instanceof No no) {
            return no;
        }
        if (failure instanceof Refusal refusal) {
            return new No(
                    refusal.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    String.valueOf(refusal.getMessage()),
                    refusal.obstacles());
        }
        if (failure instanceof NoSuchFileException missing) {
            return new No("not-found", "There is no file or directory " + missing.getFile() + ".", List.of());
        }
        String message = failure.getMessage();
        return new No(
                message == null || failure instanceof NullPointerException
                        ? "Something went wrong that should not have ("
                                + failure.getClass().getSimpleName()
                                + "); run it again with --debug and report what it prints."
                        : message);
    }
}
