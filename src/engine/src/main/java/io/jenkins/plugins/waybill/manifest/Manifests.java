package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import io.jenkins.plugins.waybill.model.SourcePosition;

/**
 * Reads manifests. Reading is total: whatever the bytes, the answer is a {@link ManifestSet} whose findings say what is
 * wrong, and what is right in it can be used.
 */
public final class Manifests {

    /** Group and version of everything that is Kargo's. */
    public static final String KARGO = "kargo.akuity.io/v1alpha1";

    /** The project of documents that name none, as the namespace in Kubernetes. */
    public static final String DEFAULT_PROJECT = "default";

    private final ManifestLimits limits;
    private final List<ManifestDocument> documents = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    private Manifests(ManifestLimits limits) {
        this.limits = limits;
    }

    /** As {@link #read(Collection, String)}, with {@link #DEFAULT_PROJECT}. */
    public static ManifestSet read(Collection<Path> paths) {
        return read(paths, DEFAULT_PROJECT);
    }

    /**
     * Reads files, and directories with all {@code *.yaml}, {@code *.yml} and {@code *.json} files below them in the
     * order of their names. Hidden directories and the templates of Helm charts are passed over.
     *
     * @param project the project of documents that name no namespace, where the set itself does not tell
     */
    public static ManifestSet read(Collection<Path> paths, String project) {
        return read(paths, project, ManifestLimits.DEFAULT);
    }

    static ManifestSet read(Collection<Path> paths, String project, ManifestLimits limits) {
        Manifests reading = new Manifests(limits);
        int left = reading.limits.files();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                for (Path file : reading.filesBelow(path)) {
                    if (left-- <= 0) {
                        reading.findings.add(Finding.error(
                                Rule.TOO_MANY_FILES,
                                new SourcePosition(path.toString(), 0, 0),
                                "There are more than " + reading.limits.files() + " manifest files; the rest is not"
                                        + " read. Name the directories that hold manifests."));
                        break;
                    }
                    reading.file(file, false);
                }
            } else {
                reading.file(path, true);
            }
        }
        return new ManifestSet(reading.documents, reading.findings, reading.texts, project);
    }

    /** As {@link #read(Map, String)} for one text and {@link #DEFAULT_PROJECT}. */
    public static ManifestSet read(String name, String text) {
        return read(Map.of(name, text), DEFAULT_PROJECT);
    }

    /**
     * Reads texts by the names that their positions shall carry.
     *
     * @param project as in {@link #read(Collection, String)}
     */
    public static ManifestSet read(Map<String, String> texts, String project) {
        Manifests reading = new Manifests(ManifestLimits.DEFAULT);
        texts.forEach((name, text) -> reading.text(name, text, true));
        return new ManifestSet(reading.documents, reading.findings, reading.texts, project);
    }

    static ManifestSet read(String name, byte[] bytes, ManifestLimits limits) {
        Manifests reading = new Manifests(limits);
        reading.bytes(name, bytes, true);
        return new ManifestSet(reading.documents, reading.findings, reading.texts, DEFAULT_PROJECT);
    }

    private Collection<Path> filesBelow(Path directory) {
        TreeSet<Path> files = new TreeSet<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return visited.equals(directory) || !isPassedOver(visited)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isManifestName(file) && !Files.isDirectory(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    findings.add(unreadable(file, failure));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            findings.add(unreadable(directory, e));
        }
        return files;
    }

    private static boolean isPassedOver(Path directory) {
        String name = String.valueOf(directory.getFileName());
        return name.startsWith(".")
                || (name.equals("templates") && Files.exists(directory.resolveSibling("Chart.yaml")));
    }

    private static boolean isManifestName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private void file(Path file, boolean named) {
        try (InputStream content = Files.newInputStream(file)) {
            bytes(file.toString(), content.readNBytes(limits.fileBytes() + 1), named);
        } catch (IOException e) {
            findings.add(unreadable(file, e));
        }
    }

    private static Finding unreadable(Path file, IOException failure) {
        String reason = failure instanceof java.nio.file.NoSuchFileException
                ? "There is no such file or directory."
                : "It cannot be read: " + failure.getClass().getSimpleName() + ". Check its permissions.";
        return Finding.error(Rule.UNREADABLE_FILE, new SourcePosition(file.toString(), 0, 0), reason);
    }

    private void bytes(String name, byte[] bytes, boolean named) {
        SourcePosition start = new SourcePosition(name, 1, 1);
        if (bytes.length > limits.fileBytes()) {
            findings.add(Finding.error(
                    Rule.FILE_TOO_LARGE,
                    start,
                    "The file is larger than " + limits.fileBytes() + " bytes; it is not read. Split it."));
            return;
        }
        String text = FileText.decode(name, bytes, findings::add);
        if (text != null) {
            text(name, text, named);
        }
    }

    private void text(String name, String text, boolean named) {
        texts.put(name, text);
        List<Finding> ofFile = new ArrayList<>();
        for (YamlText document : FileText.documents(name, text, ofFile::add)) {
            Value value = YamlReader.read(document, limits, ofFile::add);
            if (value != null && !value.isNull()) {
                new DocumentReader(named, documents::add, ofFile::add).read(value);
            }
        }
        findings.addAll(ofFile.subList(0, Math.min(ofFile.size(), limits.findingsPerFile())));
        if (ofFile.size() > limits.findingsPerFile()) {
            findings.add(Finding.warning(
                    Rule.TOO_MANY_FINDINGS,
                    new SourcePosition(name, 1, 1),
                    "There are " + (ofFile.size() - limits.findingsPerFile()) + " more findings in this file."));
        }
    }
}
