package io.jenkins.plugins.waybill.store;

import java.util.Set;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** The state in memory; each change makes a new one that shares all it did not touch. */
record MemoryState(long version, PMap<String, MemoryProject> byProject) implements State {

    static final MemoryState EMPTY = new MemoryState(0, HashTreePMap.empty());

    @Override
    public Set<String> projects() {
        return byProject.keySet();
    }

    @Override
    public MemoryProject project(String name) {
        MemoryProject project = byProject.get(name);
        return project == null ? MemoryProject.empty(name) : project;
    }

    MemoryState with(MemoryProject project) {
        return new MemoryState(version, byProject.plus(project.name(), project));
    }

    MemoryState withVersion(long newVersion) {
        return new MemoryState(newVersion, byProject);
    }
}
