package io.jenkins.plugins.waybill.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * Merges trees three ways without looking at what nobody, or only one side, changed: the cost follows the size of the
 * changes. Files that both sides changed are merged line by line. Renames are seen as what they are in a tree, a file
 * gone and another one there.
 */
final class TreeMerge {

    private static final int LARGEST_TEXT = 50 * 1024 * 1024;
    private static final ObjectId EMPTY_TREE = Constants.EMPTY_TREE_ID;

    private final ObjectReader reader;
    private final ObjectInserter inserter;
    private final SortedSet<String> conflicts = new TreeSet<>();

    /** Reads what the inserter wrote through the reader, so that merges can build on merges. */
    TreeMerge(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /** The tree with both sides' changes; worth nothing when there are {@link #conflicts}. */
    ObjectId merge(ObjectId base, ObjectId ours, ObjectId theirs) throws IOException {
        conflicts.clear();
        return mergeTrees("", base, ours, theirs);
    }

    /** The paths on which the last merge's sides contradict each other. */
    List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    private ObjectId mergeTrees(String path, ObjectId base, ObjectId ours, ObjectId theirs) throws IOException {
        if (ours.equals(theirs) || base.equals(theirs)) {
            return ours;
        }
        if (base.equals(ours)) {
            return theirs;
        }
        Map<String, Entry> inBase = read(base);
        Map<String, Entry> inOurs = read(ours);
        Map<String, Entry> inTheirs = read(theirs);
        var names = new TreeSet<String>(inOurs.keySet());
        names.addAll(inBase.keySet());
        names.addAll(inTheirs.keySet());
        var merged = new LinkedHashMap<String, Entry>();
        for (String name : names) {
            Entry result = mergeEntry(path + name, inBase.get(name), inOurs.get(name), inTheirs.get(name));
            if (result != null) {
                merged.put(name, result);
            }
        }
        return merged.equals(inOurs) ? ours : write(merged);
    }

    /** A name can be a file here and a directory there: each is merged for itself, and only one may remain. */
    private @Nullable Entry mergeEntry(String path, @Nullable Entry base, @Nullable Entry ours, @Nullable Entry theirs)
            throws IOException {
        if (same(ours, theirs) || same(base, theirs)) {
            return ours;
        }
        if (same(base, ours)) {
            return theirs;
        }
        Entry file = mergeFile(path, file(base), file(ours), file(theirs));
        ObjectId tree = mergeTrees(path + "/", tree(base), tree(ours), tree(theirs));
        if (tree.equals(EMPTY_TREE)) {
            return file;
        }
        if (file != null) {
            conflicts.add(readable(path));
        }
        return new Entry(FileMode.TREE, tree);
    }

    private @Nullable Entry mergeFile(String path, @Nullable Entry base, @Nullable Entry ours, @Nullable Entry theirs)
            throws IOException {
        if (same(ours, theirs) || same(base, theirs)) {
            return ours;
        }
        if (same(base, ours)) {
            return theirs;
        }
        if (ours == null || theirs == null || !ours.isText() || !theirs.isText()) {
            conflicts.add(readable(path));
            return ours != null ? ours : theirs;
        }
        boolean sameKind = base != null && base.isText();
        FileMode mode = ours.mode;
        if (!ours.mode.equals(theirs.mode)) {
            if (!sameKind) {
                conflicts.add(readable(path));
            } else if (base != null && base.mode.equals(ours.mode)) {
                mode = theirs.mode;
            }
        }
        return new Entry(mode, mergeContent(path, sameKind ? base : null, ours.id, theirs.id));
    }

    private ObjectId mergeContent(String path, @Nullable Entry base, ObjectId ours, ObjectId theirs)
            throws IOException {
        if (ours.equals(theirs) || (base != null && base.id.equals(theirs))) {
            return ours;
        }
        if (base != null && base.id.equals(ours)) {
            return theirs;
        }
        RawText ourText = text(ours);
        RawText theirText = text(theirs);
        RawText baseText = base == null ? RawText.EMPTY_TEXT : text(base.id);
        if (ourText == null || theirText == null || baseText == null) {
            conflicts.add(readable(path));
            return ours;
        }
        MergeResult<RawText> result =
                new MergeAlgorithm().merge(RawTextComparator.DEFAULT, baseText, ourText, theirText);
        if (result.containsConflicts()) {
            conflicts.add(readable(path));
            return ours;
        }
        var merged = new ByteArrayOutputStream();
        new MergeFormatter().formatMerge(merged, result, List.of("base", "ours", "theirs"), StandardCharsets.UTF_8);
        return inserter.insert(Constants.OBJ_BLOB, merged.toByteArray());
    }

    /** The lines of a file; null for what is no text, or too large to be taken for one. */
    private @Nullable RawText text(ObjectId id) throws IOException {
        try {
            byte[] content = reader.open(id, Constants.OBJ_BLOB).getCachedBytes(LARGEST_TEXT);
            return RawText.isBinary(content, content.length, true) ? null : new RawText(content);
        } catch (LargeObjectException e) {
            return null;
        }
    }

    private Map<String, Entry> read(ObjectId tree) throws IOException {
        var entries = new LinkedHashMap<String, Entry>();
        if (tree.equals(EMPTY_TREE)) {
            return entries;
        }
        var parser = new CanonicalTreeParser(null, reader, tree);
        for (; !parser.eof(); parser.next(1)) {
            // Latin-1 keeps every byte of names in whatever encoding apart.
            byte[] name = new byte[parser.getNameLength()];
            parser.getName(name, 0);
            entries.put(
                    new String(name, StandardCharsets.ISO_8859_1),
                    new Entry(parser.getEntryFileMode(), parser.getEntryObjectId()));
        }
        return entries;
    }

    private ObjectId write(Map<String, Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return EMPTY_TREE;
        }
        // Git sorts a directory as if its name ended in a slash.
        SortedMap<String, Map.Entry<String, Entry>> sorted = new TreeMap<>();
        entries.entrySet()
                .forEach(entry -> sorted.put(entry.getValue().isTree() ? entry.getKey() + "/" : entry.getKey(), entry));
        var formatter = new TreeFormatter();
        sorted.values()
                .forEach(entry -> formatter.append(
                        entry.getKey().getBytes(StandardCharsets.ISO_8859_1),
                        entry.getValue().mode,
                        entry.getValue().id));
        return inserter.insert(formatter);
    }

    private static @Nullable Entry file(@Nullable Entry entry) {
        return entry == null || entry.isTree() ? null : entry;
    }

    private static ObjectId tree(@Nullable Entry entry) {
        return entry != null && entry.isTree() ? entry.id : EMPTY_TREE;
    }

    private static boolean same(@Nullable Entry one, @Nullable Entry other) {
        return one == null ? other == null : one.equals(other);
    }

    private static String readable(String path) {
        return new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private record Entry(FileMode mode, ObjectId id) {

        boolean isTree() {
            return mode.equals(FileMode.TREE);
        }

        boolean isText() {
            return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
        }
    }
}
