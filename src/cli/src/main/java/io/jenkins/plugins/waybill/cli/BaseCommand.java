package io.jenkins.plugins.waybill.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has. */
abstract class BaseCommand implements Callable<Integer> {

    final Terminal terminal;

    @Mixin
    Common common = new Common();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    BaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() throws Exception {
        if (common.debug) {
            Logging.debug();
        }
        if (!formats().contains(common.format)) {
            throw usage("Invalid value for option '--format': this command prints "
                    + formats().stream().map(Common.Format::toString).collect(Collectors.joining(" or ")) + ", not "
                    + common.format + ".");
        }
        return run();
    }

    /** What the command can print. */
    List<Common.Format> formats() {
        return List.of(Common.Format.TEXT, Common.Format.JSON);
    }

    /** Does the work; gives the exit code. */
    abstract int run() throws Exception;

    boolean json() {
        return common.format == Common.Format.JSON;
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
