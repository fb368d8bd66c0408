package io.jenkins.plugins.waybill.plugin.tool;

import hudson.Util;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a directory holds, by path with slashes: a word for each file, link and directory that changes when it does.
 *
 * @param entries sorted, so that a directory comes before what is in it
 */
record FileListing(TreeMap<String, String> entries) {

    private static final String DIRECTORY = "directory";

    /** A directory without anything in it. */
    static final FileListing NOTHING = new FileListing(new TreeMap<>());

    /** Reads a directory; links are not followed. */
    static FileListing of(Path directory) throws IOException {
        TreeMap<String, String> entries = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(directory)) {
                    entries.put(below(directory, folder), DIRECTORY);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = below(directory, file);
                if (attributes.isSymbolicLink()) {
                    entries.put(path, "link to " + Files.readSymbolicLink(file));
                } else if (attributes.isRegularFile()) {
                    entries.put(
                            path, (Files.isExecutable(file) ? "program " : "file ") + Util.getDigestOf(file.toFile()));
                } else {
                    throw new IOException("'" + path + "' is neither a file nor a directory nor a link.");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new FileListing(entries);
    }

    private static String below(Path directory, Path path) {
        return directory.relativize(path).toString().replace('\\', '/');
    }

    /** What is here and was different or absent then, parents first. */
    List<String> newSince(FileListing before, Predicate<String> counts) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            if (counts.test(entry.getKey()) && !entry.getValue().equals(before.entries.get(entry.getKey()))) {
                paths.add(entry.getKey());
            }
        }
        return paths;
    }

    /** What was there then and is not here any more, or is of another kind now; children first. */
    List<String> goneSince(FileListing before, Predicate<String> counts) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, String> entry : before.entries.descendingMap().entrySet()) {
            String now = entries.get(entry.getKey());
            boolean otherKind =
                    now != null && now.equals(DIRECTORY) != entry.getValue().equals(DIRECTORY);
            if (counts.test(entry.getKey()) && (now == null || otherKind)) {
                paths.add(entry.getKey());
            }
        }
        return paths;
    }
}
