package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** A directory: its id alone until someone looks inside, its children afterwards. */
final class Directory implements Node {

    private @Nullable ObjectId id;
    private @Nullable SortedMap<String, Node> children;

    /** A directory as it is in the object database. */
    Directory(ObjectId id) {
        this.id = id;
    }

    /** A new directory. */
    static Directory empty() {
        Directory directory = new Directory(ObjectId.zeroId());
        directory.id = null;
        directory.children = new TreeMap<>();
        return directory;
    }

    @Override
    public FileEntry.Kind kind() {
        return FileEntry.Kind.DIRECTORY;
    }

    /** The id while nothing below was changed, or null. */
    @Nullable
    ObjectId cleanId() {
        if (id == null || children == null) {
            return id;
        }
        for (Node child : children.values()) {
            if (child instanceof Directory directory && directory.cleanId() == null) {
                return null;
            }
        }
        return id;
    }

    SortedMap<String, Node> children(ObjectReader reader) throws IOException {
        SortedMap<String, Node> known = children;
        if (known == null) {
            known = new TreeMap<>();
            CanonicalTreeParser parser = new CanonicalTreeParser();
            parser.reset(reader, id);
            for (; !parser.eof(); parser.next()) {
                ObjectId entry = parser.getEntryObjectId();
                FileMode mode = parser.getEntryFileMode();
                known.put(
                        parser.getEntryPathString(),
                        mode.getBits() == FileMode.TYPE_TREE ? new Directory(entry) : Leaf.stored(mode, entry));
            }
            children = known;
        }
        return known;
    }

    void put(ObjectReader reader, String name, Node child) throws IOException {
        Node before = children(reader).put(name, child);
        if (before != child) {
            id = null;
        }
    }

    void remove(ObjectReader reader, String name) throws IOException {
        children(reader).remove(name);
        id = null;
    }

    /** Writes what changed below and this directory, and remembers their ids. */
    ObjectId write(ObjectInserter inserter) throws IOException {
        ObjectId clean = cleanId();
        if (clean != null) {
            return clean;
        }
        SortedMap<String, Node> current = children;
        if (current == null) {
            throw new IllegalStateException("A directory without an id has its children in memory.");
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Node> child : current.entrySet()) {
            if (child.getValue() instanceof Directory directory) {
                ObjectId written = directory.write(inserter);
                // Git has no empty directories.
                if (directory.children == null || !directory.children.isEmpty()) {
                    entries.add(new Entry(child.getKey(), FileMode.TREE, written));
                }
            } else {
                Leaf leaf = ((Leaf) child.getValue()).write(inserter);
                child.setValue(leaf);
                entries.add(new Entry(child.getKey(), leaf.mode(), leaf.id()));
            }
        }
        entries.sort((a, b) -> Arrays.compareUnsigned(a.sortKey(), b.sortKey()));
        TreeFormatter formatter = new TreeFormatter();
        for (Entry entry : entries) {
            formatter.append(entry.name(), entry.mode(), entry.id());
        }
        ObjectId written = inserter.insert(formatter);
        id = written;
        return written;
    }

    private record Entry(String name, FileMode mode, ObjectId id) {

        /** Git orders directories as if their names ended with a slash. */
        byte[] sortKey() {
            return Constants.encode(mode.equals(FileMode.TREE) ? name + "/" : name);
        }
    }
}
