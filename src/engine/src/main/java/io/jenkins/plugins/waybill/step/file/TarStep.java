package io.jenkins.plugins.waybill.step.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** {@code tar}: packs a file or directory. The same files give the same bytes: entries bear the time the step began. */
public final class TarStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(TarStep.class, "tar");

    private record Config(
            String inPath, String outPath, @Nullable String ignore, boolean gzip) {}

    @Override
    public String name() {
        return "tar";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Workspace workspace = context.workspace();
        String from = workspace.resolve(config.inPath());
        FileEntry source = workspace
                .find(from)
                .orElseThrow(() -> StepFailure.retryable("There is nothing at '" + config.inPath()
                        + "' to pack. Check the path, and that a step before this one put it there."));
        if (workspace.find(config.outPath()).map(FileEntry::isDirectory).orElse(false)) {
            throw StepFailure.retryable("'" + config.outPath() + "' is a directory; name the archive to write.");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int packed;
        try (OutputStream compressed = config.gzip() ? new GZIPOutputStream(bytes) : bytes;
                TarArchiveOutputStream archive = new TarArchiveOutputStream(compressed, "UTF-8")) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            archive.setAddPaxHeadersForNonAsciiNames(true);
            packed = new Packing(workspace, archive, Date.from(context.startedAt())).pack(source, config);
        }
        workspace.write(config.outPath(), bytes.toByteArray());
        context.log("Packed " + packed + " files from " + config.inPath() + " into " + config.outPath());
        return StepResult.succeeded();
    }

    private static final class Packing {

        private final Workspace workspace;
        private final TarArchiveOutputStream archive;
        private final Date time;
        private final ArchiveLimits limits = new ArchiveLimits();
        private final Set<String> directories = new LinkedHashSet<>();

        Packing(Workspace workspace, TarArchiveOutputStream archive, Date time) {
            this.workspace = workspace;
            this.archive = archive;
            this.time = time;
        }

        int pack(FileEntry source, Config config) throws IOException, StepFailure {
            boolean usual = config.ignore() == null || config.ignore().isBlank();
            IgnoreRules ignored = IgnoreRules.of(usual ? ".git" : String.valueOf(config.ignore()));
            if (!source.isDirectory()) {
                boolean left = ignored.leaveOut(source.name(), false);
                if (!left) {
                    add(source, source.name());
                }
                return left ? 0 : 1;
            }
            int packed = 0;
            for (FileEntry file : workspace.walk(source.path())) {
                String below = source.path().isEmpty()
                        ? file.path()
                        : file.path().substring(source.path().length() + 1);
                if (file.kind() != FileEntry.Kind.SUBMODULE && !ignored.leaveOut(below, false)) {
                    addDirectories(below);
                    add(file, below);
                    packed++;
                }
            }
            return packed;
        }

        private void addDirectories(String file) throws IOException {
            List<String> above = new ArrayList<>();
            for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                above.add(file.substring(0, slash + 1));
            }
            for (String directory : above) {
                if (directories.add(directory)) {
                    TarArchiveEntry entry = new TarArchiveEntry(directory, TarConstants.LF_DIR);
                    entry.setMode(0755);
                    put(entry, new byte[0]);
                }
            }
        }

        private void add(FileEntry file, String name) throws IOException, StepFailure {
            if (file.kind() == FileEntry.Kind.SYMLINK) {
                TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
                entry.setLinkName(workspace.readLink(file.path()));
                entry.setMode(0777);
                put(entry, new byte[0]);
                return;
            }
            byte[] content = workspace.read(file.path());
            limits.take(name, content.length);
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
            entry.setSize(content.length);
            entry.setMode(file.kind() == FileEntry.Kind.EXECUTABLE ? 0755 : 0644);
            put(entry, content);
        }

        private void put(TarArchiveEntry entry, byte[] content) throws IOException {
            entry.setModTime(time);
            entry.setIds(0, 0);
            archive.putArchiveEntry(entry);
            archive.write(content);
            archive.closeArchiveEntry();
        }
    }
}
