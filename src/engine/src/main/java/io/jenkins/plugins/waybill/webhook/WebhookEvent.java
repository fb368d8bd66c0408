package io.jenkins.plugins.waybill.webhook;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a genuine webhook tells. */
sealed interface WebhookEvent {

    /** Nothing has happened; somebody tries the address. */
    record Ping() implements WebhookEvent {}

    /** Something has happened that concerns nobody here, such as a comment. */
    record Nothing(String what) implements WebhookEvent {}

    /**
     * A branch or tag has changed.
     *
     * @param repositories the addresses it has, normalised
     * @param ref full name of the branch or tag
     * @param defaultBranch short name; empty when not told
     * @param paths what the commits touch; empty when not all are told
     */
    record Push(Set<String> repositories, String ref, String defaultBranch, Optional<Set<String>> paths)
            implements WebhookEvent {}

    /**
     * An image or chart has been pushed to a registry.
     *
     * @param repositories the addresses it has, normalised
     * @param tags empty when not told
     */
    record Artifact(Set<String> repositories, List<String> tags) implements WebhookEvent {}

    /**
     * A pull request was merged or closed.
     *
     * @param urls its page, in the spellings it has
     */
    record PullRequestOver(Set<String> urls) implements WebhookEvent {}
}
