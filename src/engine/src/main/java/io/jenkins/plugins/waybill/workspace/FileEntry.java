package io.jenkins.plugins.waybill.workspace;

/**
 * A file, link or directory in a {@link Workspace}.
 *
 * @param path relative to the workspace, {@code /}-separated, without a leading or trailing slash
 * @param kind what it is
 */
public record FileEntry(String path, Kind kind) {

    /** The kinds that Git knows. */
    public enum Kind {
        FILE,
        EXECUTABLE,
        SYMLINK,
        DIRECTORY,
        SUBMODULE
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** True for regular files, executable or not. */
    public boolean isFile() {
        return kind == Kind.FILE || kind == Kind.EXECUTABLE;
    }

    /** True for directories. */
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }
}
