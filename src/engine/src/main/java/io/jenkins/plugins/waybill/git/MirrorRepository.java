package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository on disk that sees its own configuration and nobody else's. */
final class MirrorRepository extends FileRepository {

    private static final String CONFIG = """
            [core]
            \trepositoryformatversion = 0
            \tbare = true
            \tfilemode = true
            \tlogallrefupdates = false
            [gc]
            \tauto = 0
            [pack]
            \tthreads = 1
            """;

    private MirrorRepository(FileRepositoryBuilder place) throws IOException {
        super(place);
    }

    /**
     * Opens the mirror, making it first where there is none or one that a crash left unusable.
     *
     * @param description who is mirrored, for people who look into the directory; without secrets
     */
    static MirrorRepository open(Path directory, String description) throws IOException {
        if (!isWhole(directory)) {
            deleteAll(directory);
            create(directory, description);
        } else {
            clearLeftovers(directory);
        }
        try (var own = OwnConfiguration.enter()) {
            return new MirrorRepository(new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .setMustExist(true)
                    .setup());
        }
    }

    @Override
    public FileBasedConfig getConfig() {
        try (var own = OwnConfiguration.enter()) {
            return super.getConfig();
        }
    }

    private static boolean isWhole(Path directory) throws IOException {
        Path config = directory.resolve("config");
        Path head = directory.resolve("HEAD");
        return Files.isRegularFile(config)
                && Files.isRegularFile(head)
                && Files.isDirectory(directory.resolve("objects"))
                && Files.isDirectory(directory.resolve("refs"))
                && Files.readString(head).startsWith("ref: ")
                && Files.readString(config).contains("bare = true");
    }

    /** Made aside and moved into place, so that what is there under its name is whole. */
    private static void create(Path directory, String description) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path aside = Files.createTempDirectory(parent, ".new-");
        try {
            Files.createDirectories(aside.resolve("objects/info"));
            Files.createDirectories(aside.resolve("objects/pack"));
            Files.createDirectories(aside.resolve("refs/heads"));
            Files.createDirectories(aside.resolve("refs/tags"));
            Files.writeString(aside.resolve("HEAD"), "ref: refs/heads/main\n");
            Files.writeString(aside.resolve("config"), CONFIG);
            Files.write(
                    aside.resolve("description"), ("Mirror of " + description + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            deleteAll(aside);
        } catch (IOException e) {
            deleteAll(aside);
            throw e;
        }
    }

    /** Locks and unfinished packs of a process that was killed would stop or burden this one. */
    private static void clearLeftovers(Path directory) throws IOException {
        Path pack = directory.resolve("objects/pack");
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                // The folders of loose objects are many and hold no locks.
                boolean loose = folder.getParent() != null
                        && folder.getParent().endsWith("objects")
                        && folder.getFileName().toString().length() == 2;
                return loose ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                boolean temporary = name.startsWith("incoming_")
                        || name.startsWith("noz")
                        || name.startsWith(".tmp-")
                        || name.startsWith("gc_");
                if (name.endsWith(".lock") || (temporary && file.startsWith(directory.resolve("objects")))) {
                    Files.deleteIfExists(file);
                } else if (file.startsWith(pack) && name.endsWith(".pack") && !hasIndex(file)) {
                    // A pack without its index is invisible, and fetching again writes it anew.
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean hasIndex(Path pack) {
        String name = pack.getFileName().toString();
        return Files.exists(pack.resolveSibling(name.substring(0, name.length() - ".pack".length()) + ".idx"));
    }

    static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
