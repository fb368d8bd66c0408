package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Files of a workspace in a real directory, for a tool that needs them there. Links that would lead out of the directory
 * are not made, and links that a tool made are taken back as links and never followed, so nothing outside the directory
 * is read or written.
 */
public final class Materialised {

    /** The most files that are written out or taken back. */
    static final int MOST_FILES = 100_000;

    /** The most bytes that are written out or taken back. */
    static final long MOST_BYTES = 1L << 30;

    private final Workspace workspace;
    private final String root;
    private final Path directory;

    /** What was written out, by path below the root; what was left out is not here and stays as it is. */
    private final Map<String, Written> written = new TreeMap<>();

    private final Set<String> leftOut = new HashSet<>();

    private record Written(FileEntry.Kind kind, ObjectId content) {}

    private Materialised(Workspace workspace, String root, Path directory) {
        this.workspace = workspace;
        this.root = root;
        this.directory = directory;
    }

    /**
     * Writes the files below a path into a directory, which must be empty or absent.
     *
     * @throws IOException when they are too many or too large, or the directory cannot be written
     */
    public static Materialised write(Workspace workspace, String path, Path directory) throws IOException {
        Materialised files = new Materialised(workspace, workspace.resolve(path), directory.toAbsolutePath());
        files.writeAll();
        return files;
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    private void writeAll() throws IOException {
        Files.createDirectories(directory);
        Budget budget = new Budget("written out of the workspace");
        for (FileEntry entry : workspace.walk(root)) {
            String below = WorkspacePath.below(entry.path(), root);
            Path target = directory.resolve(below);
            if (entry.isFile()) {
                byte[] content = workspace.read(entry.path());
                budget.take(below, content.length);
                Files.createDirectories(parent(target));
                Files.write(target, content);
                if (entry.kind() == FileEntry.Kind.EXECUTABLE
                        && !target.toFile().setExecutable(true)) {
                    throw new IOException(target + " could not be made executable.");
                }
                written.put(below, new Written(entry.kind(), id(content)));
            } else if (entry.kind() == FileEntry.Kind.SYMLINK && staysInside(below, workspace.readLink(entry.path()))) {
                String link = workspace.readLink(entry.path());
                Files.createDirectories(parent(target));
                Files.createSymbolicLink(target, Path.of(link));
                written.put(below, new Written(entry.kind(), id(link.getBytes(StandardCharsets.UTF_8))));
            } else {
                leftOut.add(below);
            }
        }
    }

    /**
     * Puts what changed in the directory into the workspace: new and changed files and links, executable bits,
     * deletions. What was left out when writing stays as it is unless the tool put something in its place.
     *
     * @return how many paths changed
     */
    public int takeBack() throws IOException {
        Set<String> found = new HashSet<>();
        Budget budget = new Budget("taken back into the workspace");
        int[] changes = {0};
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String below = directory.relativize(file).toString().replace('\\', '/');
                found.add(below);
                changes[0] += take(file, below, attributes, budget) ? 1 : 0;
                return FileVisitResult.CONTINUE;
            }
        });
        for (String below : written.keySet()) {
            if (!found.contains(below) && workspace.delete(WorkspacePath.join(root, below))) {
                changes[0]++;
            }
        }
        return changes[0];
    }

    private boolean take(Path file, String below, BasicFileAttributes attributes, Budget budget) throws IOException {
        String path = WorkspacePath.join(root, below);
        if (attributes.isSymbolicLink()) {
            String link = Files.readSymbolicLink(file).toString();
            Written now = new Written(FileEntry.Kind.SYMLINK, id(link.getBytes(StandardCharsets.UTF_8)));
            if (now.equals(written.get(below))) {
                return false;
            }
            workspace.link(path, link);
            return true;
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("The tool left '" + below
                    + "' behind, which is neither a file nor a link; it cannot be taken into the workspace.");
        }
        budget.take(below, attributes.size());
        byte[] content = Files.readAllBytes(file);
        FileEntry.Kind kind = Files.isExecutable(file) ? FileEntry.Kind.EXECUTABLE : FileEntry.Kind.FILE;
        if (new Written(kind, id(content)).equals(written.get(below))) {
            return false;
        }
        if (workspace.find(path).map(FileEntry::kind).orElse(kind) == FileEntry.Kind.SYMLINK) {
            workspace.delete(path);
        }
        workspace.write(path, content, kind);
        return true;
    }

    private boolean staysInside(String below, String link) {
        if (link.startsWith("/")) {
            return false;
        }
        int depth = WorkspacePath.parts(below).size() - 1;
        boolean named = false;
        for (String part : WorkspacePath.rawParts(link)) {
            if (part.equals("..")) {
                // After a name that is a link itself, up leads to where nobody counts.
                if (named || --depth < 0) {
                    return false;
                }
            } else {
                named = true;
            }
        }
        return true;
    }

    private Path parent(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null || (Files.exists(parent, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(parent))) {
            throw new IOException(target + " would be written through a link.");
        }
        return parent;
    }

    private static ObjectId id(byte[] content) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, content);
        }
    }

    /** Counts files and bytes against the limits. */
    private static final class Budget {

        private final String what;
        private int files;
        private long bytes;

        Budget(String what) {
            this.what = what;
        }

        void take(String path, long size) throws IOException {
            files++;
            bytes += size;
            if (files > MOST_FILES || bytes > MOST_BYTES) {
                throw new IOException("At most " + MOST_FILES + " files with " + MOST_BYTES / 1024 / 1024
                        + " MiB are " + what + " for a tool; '" + path + "' is beyond that. Give the tool a smaller"
                        + " directory.");
            }
        }
    }
}
