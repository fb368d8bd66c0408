package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * A Git tree that is read lazily and changed in memory. Reading a file reads its blob and the trees on its path;
 * writing the tree writes what changed and the trees above it. Not thread-safe.
 *
 * <p>Paths are relative to the tree, {@code /}-separated, already resolved; the empty path is the tree itself.
 */
final class FileTree {

    /** The largest file that is read into memory. */
    static final long LARGEST_FILE = 100L * 1024 * 1024;

    private final Repository repository;
    private Directory root;

    /** Files of a tree in a repository's object database. */
    FileTree(Repository repository, ObjectId treeId) {
        this.repository = repository;
        this.root = new Directory(treeId);
    }

    /** What is at that path. */
    Optional<FileEntry.Kind> kind(String path) throws IOException {
        return Optional.ofNullable(node(path)).map(Node::kind);
    }

    /** Names and kinds directly in a directory, by name. */
    List<FileEntry> list(String directory) throws IOException {
        Node node = node(directory);
        if (node == null) {
            throw new NoSuchFileException(directory);
        }
        if (!(node instanceof Directory folder)) {
            throw new NotDirectoryException(directory);
        }
        List<FileEntry> entries = new ArrayList<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            folder.children(reader).forEach((name, child) -> entries.add(new FileEntry(name, child.kind())));
        }
        return entries;
    }

    /** The bytes of a file, or the target of a link. */
    byte[] read(String path) throws IOException {
        Node node = node(path);
        if (!(node instanceof Leaf leaf) || leaf.kind() == FileEntry.Kind.SUBMODULE) {
            throw new NoSuchFileException(path, null, node == null ? "there is no such file" : "it is no file");
        }
        byte[] pending = leaf.pending();
        if (pending != null) {
            return pending.clone();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            ObjectLoader blob = reader.open(leaf.id(), Constants.OBJ_BLOB);
            if (blob.getSize() > LARGEST_FILE) {
                throw new IOException("The file " + path + " has " + blob.getSize() / 1024 / 1024
                        + " MiB; files of at most " + LARGEST_FILE / 1024 / 1024 + " MiB can be read.");
            }
            return blob.getCachedBytes((int) LARGEST_FILE);
        }
    }

    /** Puts a file or link there and the directories above it; what was there is replaced. */
    void write(String path, FileEntry.Kind kind, byte[] content) throws IOException {
        put(path, Leaf.pending(mode(kind), content));
    }

    private void put(String path, Leaf leaf) throws IOException {
        List<String> parts = WorkspacePath.parts(path);
        if (parts.isEmpty()) {
            throw new IOException("A file needs a name; '" + path + "' names the directory itself.");
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            Directory folder = root;
            for (int i = 0; i < parts.size() - 1; i++) {
                Node child = folder.children(reader).get(parts.get(i));
                if (child instanceof Leaf) {
                    throw new NotDirectoryException(String.join("/", parts.subList(0, i + 1)));
                }
                Directory next = child == null ? Directory.empty() : (Directory) child;
                folder.put(reader, parts.get(i), next);
                folder = next;
            }
            String name = parts.get(parts.size() - 1);
            if (folder.children(reader).get(name) instanceof Directory existing
                    && !existing.children(reader).isEmpty()) {
                throw new IOException("'" + path + "' is a directory; a file cannot take its place.");
            }
            folder.put(reader, name, leaf);
        }
    }

    /** Removes what is there, with all below it; directories that become empty go too. */
    boolean delete(String path) throws IOException {
        List<String> parts = WorkspacePath.parts(path);
        if (parts.isEmpty()) {
            boolean any = !list("").isEmpty();
            root = Directory.empty();
            return any;
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            return delete(reader, root, parts);
        }
    }

    private static boolean delete(ObjectReader reader, Directory folder, List<String> parts) throws IOException {
        Node child = folder.children(reader).get(parts.get(0));
        if (child == null) {
            return false;
        }
        if (parts.size() == 1) {
            folder.remove(reader, parts.get(0));
            return true;
        }
        if (!(child instanceof Directory next) || !delete(reader, next, parts.subList(1, parts.size()))) {
            return false;
        }
        if (next.children(reader).isEmpty()) {
            folder.remove(reader, parts.get(0));
        } else {
            folder.put(reader, parts.get(0), next);
        }
        return true;
    }

    /** The tree with all changes, written to the object database where anything changed. */
    ObjectId writeTree() throws IOException {
        ObjectId clean = root.cleanId();
        if (clean != null) {
            return clean;
        }
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = root.write(inserter);
            inserter.flush();
            return id;
        }
    }

    private @Nullable Node node(String path) throws IOException {
        Node node = root;
        try (ObjectReader reader = repository.newObjectReader()) {
            for (String part : WorkspacePath.parts(path)) {
                if (!(node instanceof Directory folder)) {
                    return null;
                }
                node = folder.children(reader).get(part);
                if (node == null) {
                    return null;
                }
            }
        }
        return node;
    }

    private static FileMode mode(FileEntry.Kind kind) {
        return switch (kind) {
            case FILE -> FileMode.REGULAR_FILE;
            case EXECUTABLE -> FileMode.EXECUTABLE_FILE;
            case SYMLINK -> FileMode.SYMLINK;
            case DIRECTORY, SUBMODULE -> throw new IllegalArgumentException("A " + kind + " has no content to write.");
        };
    }
}
