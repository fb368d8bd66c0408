package io.jenkins.plugins.waybill.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log of the libraries: warnings, a line each, on standard error. */
final class Logging {

    // Held, because a logger that nobody holds forgets its level.
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OWN = Logger.getLogger("io.jenkins.plugins.waybill");

    private Logging() {}

    static void toStandardError() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(new OneLine());
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.WARNING);
        OWN.setLevel(Level.WARNING);
    }

    /** Shows what libraries do, with stack traces. */
    static void debug() {
        OWN.setLevel(Level.FINE);
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            StringBuilder line = new StringBuilder()
                    .append(entry.getInstant())
                    .append(' ')
                    .append(entry.getLevel().getName().toLowerCase(java.util.Locale.ROOT))
                    .append(": ")
                    .append(formatMessage(entry));
            Throwable thrown = entry.getThrown();
            if (thrown != null) {
                line.append(": ").append(thrown);
                boolean traced = OWN.isLoggable(Level.FINE);
                for (StackTraceElement element : traced ? thrown.getStackTrace() : new StackTraceElement[0]) {
                    line.append(System.lineSeparator()).append("    at ").append(element);
                }
            }
            return line.append(System.lineSeparator()).toString();
        }
    }
}
