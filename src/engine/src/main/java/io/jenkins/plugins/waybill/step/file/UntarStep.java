package io.jenkins.plugins.waybill.step.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** {@code untar}: unpacks an archive into a directory and nowhere else; what was in the directory makes way. */
public final class UntarStep implements PromotionStep {

    private static final Set<Byte> FILES =
            Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

    private final StepSchema schema = StepSchema.beside(UntarStep.class, "untar");

    private record Config(
            String inPath,
            String outPath,
            int stripComponents,
            @Nullable String ignore) {}

    /** An entry that will be written: a file's bytes, or a link's target. */
    private record Unpacked(String path, FileEntry.Kind kind, byte[] content, String link) {}

    @Override
    public String name() {
        return "untar";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Workspace workspace = context.workspace();
        String target = workspace.resolve(config.outPath());
        if (target.isEmpty()) {
            throw StepFailure.failed(
                    "'" + config.outPath() + "' is the workspace itself; name a directory in it such as ./out.");
        }
        if (workspace.find(target).map(entry -> !entry.isDirectory()).orElse(false)) {
            throw StepFailure.retryable("'" + config.outPath() + "' is a file; name a directory to unpack into.");
        }
        List<String> skipped = new ArrayList<>();
        List<Unpacked> entries = unpack(archive(workspace, config.inPath()), config, skipped);
        if (workspace.find(target).isPresent()) {
            // One by one: a checkout that is mounted here stays mounted.
            for (FileEntry child : workspace.list(target)) {
                workspace.delete(child.path());
            }
        }
        for (Unpacked entry : entries) {
            write(workspace, target, entry, skipped);
        }
        context.log("Unpacked " + entries.size() + " entries of " + config.inPath() + " into " + config.outPath());
        if (!skipped.isEmpty()) {
            context.log("Left out " + skipped.size() + " entries that are no files or would leave the directory: "
                    + String.join(", ", skipped.subList(0, Math.min(10, skipped.size()))));
        }
        return StepResult.succeeded();
    }

    private static byte[] archive(Workspace workspace, String path) throws IOException, StepFailure {
        try {
            return workspace.read(path);
        } catch (NoSuchFileException e) {
            throw StepFailure.retryable("There is no archive at '" + path
                    + "'. Check the path, and that a step before this one put it there.");
        }
    }

    private static List<Unpacked> unpack(byte[] bytes, Config config, List<String> skipped)
            throws IOException, StepFailure {
        IgnoreRules ignored =
                IgnoreRules.of(config.ignore() == null || config.ignore().isBlank() ? ".git" : config.ignore());
        List<Unpacked> entries = new ArrayList<>();
        ArchiveLimits limits = new ArchiveLimits();
        try (InputStream raw = decompressed(bytes);
                TarArchiveInputStream archive = new TarArchiveInputStream(raw, "UTF-8")) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                limits.take(entry.getName(), Math.max(0, entry.getSize()));
                if (isUnsafe(entry.getName())) {
                    skipped.add(entry.getName());
                    continue;
                }
                String path = stripped(entry.getName(), config.stripComponents());
                if (path.isEmpty() || entry.isDirectory() || ignored.leaveOut(path, false)) {
                    continue;
                }
                Optional<Unpacked> unpacked = unpacked(archive, entry, path);
                if (unpacked.isPresent()) {
                    entries.add(unpacked.get());
                } else {
                    skipped.add(entry.getName());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw StepFailure.retryable("'" + config.inPath() + "' is no complete tar archive, plain or with gzip: "
                    + e.getMessage() + ".");
        }
        if (entries.isEmpty() && skipped.isEmpty() && bytes.length > 0 && bytes.length < 512) {
            throw StepFailure.retryable(
                    "'" + config.inPath() + "' is no complete tar archive, plain or with gzip: it is too short.");
        }
        return entries;
    }

    private static InputStream decompressed(byte[] bytes) throws IOException {
        boolean gzip = bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        InputStream stream = new ByteArrayInputStream(bytes);
        return gzip ? new BufferedInputStream(new GZIPInputStream(stream)) : stream;
    }

    private static Optional<Unpacked> unpacked(TarArchiveInputStream archive, TarArchiveEntry entry, String path)
            throws IOException {
        if (entry.isSymbolicLink()) {
            return staysInside(path, entry.getLinkName())
                    ? Optional.of(new Unpacked(path, FileEntry.Kind.SYMLINK, new byte[0], entry.getLinkName()))
                    : Optional.empty();
        }
        if (!FILES.contains(entry.getLinkFlag()) || !archive.canReadEntryData(entry)) {
            return Optional.empty();
        }
        byte[] content = archive.readNBytes((int) ArchiveLimits.LARGEST_FILE + 1);
        boolean executable = (entry.getMode() & 0100) != 0;
        return Optional.of(
                new Unpacked(path, executable ? FileEntry.Kind.EXECUTABLE : FileEntry.Kind.FILE, content, ""));
    }

    /** The name without its first parts; empty when nothing is left. */
    private static String stripped(String name, int count) {
        List<String> parts = parts(name);
        return String.join("/", parts.subList(Math.min(count, parts.size()), parts.size()));
    }

    private static boolean isUnsafe(String name) {
        return name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || parts(name).contains("..");
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static boolean staysInside(String path, String link) {
        if (link.isEmpty() || link.startsWith("/") || link.indexOf('\\') >= 0) {
            return false;
        }
        int depth = parts(path).size() - 1;
        for (String part : parts(link)) {
            depth += part.equals("..") ? -1 : 1;
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    /** Links that came before may lead elsewhere together, though each alone does not. */
    private static void write(Workspace workspace, String target, Unpacked entry, List<String> skipped)
            throws IOException, StepFailure {
        String path = target + "/" + entry.path();
        int slash = path.lastIndexOf('/');
        String parent = workspace.resolve(path.substring(0, slash));
        String written = entry.kind() == FileEntry.Kind.SYMLINK ? parent : workspace.resolve(path);
        if (!parent.equals(target) && !parent.startsWith(target + "/")
                || !written.equals(target) && !written.startsWith(target + "/")) {
            skipped.add(entry.path());
            return;
        }
        try {
            if (entry.kind() == FileEntry.Kind.SYMLINK) {
                workspace.link(path, entry.link());
            } else {
                workspace.write(path, entry.content(), entry.kind());
            }
        } catch (IOException e) {
            throw StepFailure.retryable("'" + entry.path() + "' cannot be unpacked: " + e.getMessage());
        }
    }
}
