package io.jenkins.plugins.waybill.argocd;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An Application as it is in its cluster now, or why that cannot be told.
 *
 * @param name of the Application
 * @param namespace of the Application itself
 * @param link where people see it in Argo CD
 * @param application null when it cannot be read
 * @param resources null when they cannot be read
 * @param events what happened lately, newest first
 * @param problem why something is missing, in words; empty when nothing is
 */
public record LiveApplication(
        String name,
        String namespace,
        String link,
        @Nullable Application application,
        @Nullable ResourceTree resources,
        List<ApplicationEvent> events,
        String problem) {

    public LiveApplication {
        events = List.copyOf(events);
    }

    /** An Application by its names. */
    public record Reference(String name, String namespace) {}
}
