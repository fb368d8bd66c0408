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

    /** The words of the deepest cause that has any, or else its kind. */
    static String message(Throwable error) {
        String message = "";
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String words = cause.getMessage();
            // Whoever wraps an error without a word of his own repeats its kind.
            if (words != null && !words.isBlank() && !words.equals(String.valueOf(cause.getCause()))) {
                message = words;
            }
        }
        return message.isEmpty() ? of(error).getClass().getSimpleName() : message;
    }
}
