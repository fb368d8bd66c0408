package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of one promotion: scratch space, with trees of repositories mounted on directories. Not thread-safe.
 *
 * <p>Paths are relative and {@code /}-separated. {@code .} and empty mean the workspace itself; {@code ..} and links
 * are clamped inside the workspace, never followed out of it. No path reaches the disk of the machine.
 */
public final class Workspace {

    /** What is at that path; links are not followed in the last part. */
    public Optional<FileEntry> find(String path) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Direct children of a directory by name. */
    public List<FileEntry> list(String directory) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** All files, links and submodules below a directory (not directories themselves) by path. */
    public List<FileEntry> walk(String directory) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The bytes of a file, links followed inside the workspace; {@link java.nio.file.NoSuchFileException} if absent. */
    public byte[] read(String path) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The target text of a link, as stored. */
    public String readLink(String path) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes a file and the directories above it; an existing file keeps its executable bit. */
    public void write(String path, byte[] content) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes a file of that kind ({@code FILE}, {@code EXECUTABLE}) and the directories above it. */
    public void write(String path, byte[] content, FileEntry.Kind kind) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Makes a link. */
    public void link(String path, String target) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Removes a file, link or directory with all below it; false when there was nothing. */
    public boolean delete(String path) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The path with {@code .}, {@code ..} and links resolved inside the workspace. */
    public String resolve(String path) throws IOException {
        throw new UnsupportedOperationException();
    }
}
