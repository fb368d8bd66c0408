package io.jenkins.plugins.waybill.store;

import java.util.Set;

/** The whole state at one moment; immutable. */
public interface State {

    /** Grows with every durable change. */
    long version();

    /** Projects that anything is known of. */
    Set<String> projects();

    /** What is known of a project; an empty state for one that nothing is known of. */
    ProjectState project(String name);
}
