package io.jenkins.plugins.waybill.cli;

import java.util.concurrent.Callable;

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
        return run();
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
