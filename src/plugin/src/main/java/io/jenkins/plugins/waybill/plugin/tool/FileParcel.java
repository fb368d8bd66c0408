package io.jenkins.plugins.waybill.plugin.tool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The differences between two listings of a directory on their way to another machine. The other machine may be an
 * agent that means harm: what it sends is written only below the directory it is for, and links that lead out of it are
 * refused.
 */
final class FileParcel {

    private static final int END = 0;
    private static final int GONE = 1;
    private static final int DIRECTORY = 2;
    private static final int LINK = 3;
    private static final int FILE = 4;
    private static final int PROGRAM = 5;

    private static final int MOST_ENTRIES = 200_000;
    private static final long MOST_BYTES = 1L << 30;

    private FileParcel() {}

    /** Packs what changed among the paths that count; false when nothing did, and nothing was written. */
    static boolean pack(Path directory, FileListing before, FileListing now, Predicate<String> counts, Path parcel)
            throws IOException {
        var gone = now.goneSince(before, counts);
        var changed = now.newSince(before, counts);
        if (gone.isEmpty() && changed.isEmpty()) {
            return false;
        }
        try (OutputStream file = Files.newOutputStream(parcel);
                DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
            for (String path : gone) {
                out.writeByte(GONE);
                out.writeUTF(path);
            }
            for (String path : changed) {
                pack(directory.resolve(path), path, out);
            }
            out.writeByte(END);
        }
        return true;
    }

    private static void pack(Path file, String path, DataOutputStream out) throws IOException {
        if (Files.isSymbolicLink(file)) {
            out.writeByte(LINK);
            out.writeUTF(path);
            out.writeUTF(Files.readSymbolicLink(file).toString().replace('\\', '/'));
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            out.writeByte(DIRECTORY);
            out.writeUTF(path);
        } else {
            out.writeByte(Files.isExecutable(file) ? PROGRAM : FILE);
            out.writeUTF(path);
            out.writeLong(Files.size(file));
            Files.copy(file, out);
        }
    }

    /** Unpacks into a directory. */
    static void unpack(InputStream parcel, Path directory) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(parcel))) {
            long bytes = 0;
            for (int entries = 0; ; entries++) {
                int kind = in.readByte();
                if (kind == END) {
                    return;
                }
                String path = in.readUTF();
                Path target = place(directory, path);
                if (entries > MOST_ENTRIES) {
                    throw tooMuch();
                }
                switch (kind) {
                    case GONE -> Files.deleteIfExists(target);
                    case DIRECTORY -> makeDirectory(target);
                    case LINK -> link(target, path, in.readUTF());
                    case FILE, PROGRAM -> {
                        long length = in.readLong();
                        bytes += Math.max(0, length);
                        if (bytes > MOST_BYTES) {
                            throw tooMuch();
                        }
                        write(target, in, length, kind == PROGRAM);
                    }
                    default -> throw new IOException("The files that came cannot be understood.");
                }
            }
        }
    }

    private static void makeDirectory(Path target) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(target);
        }
    }

    private static void link(Path target, String path, String to) throws IOException {
        if (leadsOut(path, to)) {
            throw new IOException("The link '" + path + "' leads to '" + to + "', out of the directory.");
        }
        Files.deleteIfExists(target);
        Files.createSymbolicLink(target, Path.of(to));
    }

    private static void write(Path target, InputStream in, long length, boolean program) throws IOException {
        Files.deleteIfExists(target);
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = length; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("The files that came end too early.");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        if (program && !target.toFile().setExecutable(true)) {
            throw new IOException(target + " could not be made executable.");
        }
    }

    /** Where a path goes: below the directory, and through no link. */
    private static Path place(Path directory, String path) throws IOException {
        Path target = directory;
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || Files.isSymbolicLink(target)) {
                throw new IOException("'" + path + "' leads out of the directory that it is for.");
            }
            target = target.resolve(part);
        }
        if (!target.normalize().startsWith(directory.normalize())) {
            throw new IOException("'" + path + "' leads out of the directory that it is for.");
        }
        return target;
    }

    /** Up only at the beginning: after a name that is a link itself, up leads to where nobody counts. */
    private static boolean leadsOut(String path, String to) {
        if (to.startsWith("/") || Path.of(to).isAbsolute()) {
            return true;
        }
        int depth = path.split("/").length - 1;
        boolean named = false;
        for (String part : to.split("/")) {
            if (part.equals("..")) {
                if (named || --depth < 0) {
                    return true;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                named = true;
            }
        }
        return false;
    }

    private static IOException tooMuch() {
        return new IOException("More than " + MOST_ENTRIES + " files or " + MOST_BYTES / 1024 / 1024
                + " MiB were sent; give the program a smaller directory.");
    }
}
