package io.jenkins.plugins.waybill.registry;

/** What to do about a refusal. */
final class Denied {

    static final String ADVICE =
            " Register credentials for this repository that may read it, and check that its name is"
                    + " right: many registries refuse what does not exist.";

    private Denied() {}
}
