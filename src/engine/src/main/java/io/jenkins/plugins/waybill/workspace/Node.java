package io.jenkins.plugins.waybill.workspace;

/** An entry of a tree in memory. */
sealed interface Node permits Directory, Leaf {

    /** What it is. */
    FileEntry.Kind kind();
}
