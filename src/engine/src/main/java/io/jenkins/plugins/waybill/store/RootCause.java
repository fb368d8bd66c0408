package io.jenkins.plugins.waybill.store;

/** What is at the bottom of an error. */
final class RootCause {

    private RootCause() {}

    static Throwable of(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static String message(Throwable error) {
        return String.valueOf(of(error).getMessage());
    }
}
