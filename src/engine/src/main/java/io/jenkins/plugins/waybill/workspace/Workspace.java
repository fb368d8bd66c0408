package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one promotion: scratch space, with trees of repositories mounted on directories. Not thread-safe.
 *
 * <p>Paths are relative and {@code /}-separated. {@code .} and empty mean the workspace itself; {@code ..} and links
 * are clamped inside the workspace, never followed out of it. No path reaches the disk of the machine.
 */
public final class Workspace {

    private static final int MOST_LINKS = 40;

    private final String promotion;
    private final FileTree scratch;
    private final SortedMap<String, Checkout> checkouts = new TreeMap<>();

    Workspace(String promotion, FileTree scratch) {
        this.promotion = promotion;
        this.scratch = scratch;
    }

    String promotion() {
        return promotion;
    }

    FileTree scratch() {
        return scratch;
    }

    /** Checkouts by path. */
    public SortedMap<String, Checkout> checkouts() {
        return java.util.Collections.unmodifiableSortedMap(checkouts);
    }

    /** Mounts a checkout on a directory; what was there before is hidden, a checkout on it replaced. */
    public void mount(String path, Checkout checkout) throws IOException {
        String directory = resolve(path);
        if (directory.isEmpty()) {
            throw new IOException(
                    "A repository cannot be checked out on the workspace itself; name a directory such as ./src.");
        }
        checkouts.put(directory, checkout);
    }

    /** The checkout that a path is in, if it is in one. */
    public Optional<Checkout> checkoutAt(String path) throws IOException {
        return Optional.ofNullable(mountOf(resolve(path))).map(checkouts::get);
    }

    /** What is at that path; links are not followed in the last part. */
    public Optional<FileEntry> find(String path) throws IOException {
        String resolved = resolve(path, false);
        return kind(resolved).map(kind -> new FileEntry(resolved, kind));
    }

    /** Direct children of a directory by name. */
    public List<FileEntry> list(String directory) throws IOException {
        String resolved = resolve(directory);
        SortedMap<String, FileEntry> children = new TreeMap<>();
        boolean exists = resolved.isEmpty() || checkouts.containsKey(resolved);
        for (String mounted : checkouts.keySet()) {
            if (!mounted.equals(resolved) && WorkspacePath.isWithin(mounted, resolved)) {
                String name = WorkspacePath.parts(WorkspacePath.below(mounted, resolved))
                        .get(0);
                children.put(name, new FileEntry(WorkspacePath.join(resolved, name), FileEntry.Kind.DIRECTORY));
                exists = true;
            }
        }
        Located place = locate(resolved);
        if (!exists || place.files().kind(place.path()).isPresent()) {
            for (FileEntry child : listed(place, resolved)) {
                children.putIfAbsent(
                        child.name(), new FileEntry(WorkspacePath.join(resolved, child.name()), child.kind()));
            }
        }
        return List.copyOf(children.values());
    }

    private static List<FileEntry> listed(Located place, String resolved) throws IOException {
        try {
            return place.files().list(place.path());
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(resolved, null, "there is no such directory in the workspace");
        }
    }

    /** All files, links and submodules below a directory (not directories themselves) by path. */
    public List<FileEntry> walk(String directory) throws IOException {
        List<FileEntry> found = new ArrayList<>();
        collect(resolve(directory), found);
        return found;
    }

    private void collect(String directory, List<FileEntry> found) throws IOException {
        for (FileEntry child : list(directory)) {
            if (child.isDirectory()) {
                collect(child.path(), found);
            } else {
                found.add(child);
            }
        }
    }

    /** The bytes of a file, links followed inside the workspace; {@link java.nio.file.NoSuchFileException} if absent. */
    public byte[] read(String path) throws IOException {
        String resolved = resolve(path);
        Located place = locate(resolved);
        FileEntry.Kind kind = kind(resolved)
                .orElseThrow(() -> new NoSuchFileException(path, null, "there is no such file in the workspace"));
        if (kind == FileEntry.Kind.DIRECTORY || kind == FileEntry.Kind.SUBMODULE) {
            throw new NoSuchFileException(path, null, "it is a " + kind.name().toLowerCase(java.util.Locale.ROOT));
        }
        return place.files().read(place.path());
    }

    /** The target text of a link, as stored. */
    public String readLink(String path) throws IOException {
        String resolved = resolve(path, false);
        if (kind(resolved).orElse(FileEntry.Kind.FILE) != FileEntry.Kind.SYMLINK) {
            throw new NoSuchFileException(path, null, "it is no symbolic link");
        }
        Located place = locate(resolved);
        return new String(place.files().read(place.path()), StandardCharsets.UTF_8);
    }

    /** Writes a file and the directories above it; an existing file keeps its executable bit. */
    public void write(String path, byte[] content) throws IOException {
        String resolved = resolve(path);
        FileEntry.Kind kind = kind(resolved)
                .filter(existing -> existing == FileEntry.Kind.EXECUTABLE)
                .orElse(FileEntry.Kind.FILE);
        put(resolved, kind, content);
    }

    /** Writes a file of that kind ({@code FILE}, {@code EXECUTABLE}) and the directories above it. */
    public void write(String path, byte[] content, FileEntry.Kind kind) throws IOException {
        if (kind != FileEntry.Kind.FILE && kind != FileEntry.Kind.EXECUTABLE) {
            throw new IllegalArgumentException("Only files are written, not " + kind);
        }
        put(resolve(path), kind, content);
    }

    /** Makes a link. */
    public void link(String path, String target) throws IOException {
        put(resolve(path, false), FileEntry.Kind.SYMLINK, target.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String resolved, FileEntry.Kind kind, byte[] content) throws IOException {
        if (kind(resolved).orElse(FileEntry.Kind.FILE) == FileEntry.Kind.DIRECTORY) {
            throw new IOException("'" + resolved + "' is a directory; a file cannot take its place.");
        }
        Located place = locate(resolved);
        if (place.files() != scratch
                && WorkspacePath.parts(place.path()).stream().anyMatch(".git"::equalsIgnoreCase)) {
            throw new IOException("'" + resolved + "' cannot be written: Git keeps nothing called .git.");
        }
        place.files().write(place.path(), kind, content);
    }

    /** Removes a file, link or directory with all below it; false when there was nothing. */
    public boolean delete(String path) throws IOException {
        String resolved = resolve(path, false);
        boolean unmounted = checkouts.keySet().removeIf(mounted -> WorkspacePath.isWithin(mounted, resolved));
        Located place = locate(resolved);
        return place.files().delete(place.path()) || unmounted;
    }

    /** The path with {@code .}, {@code ..} and links resolved inside the workspace. */
    public String resolve(String path) throws IOException {
        return resolve(path, true);
    }

    /** A link's target is taken from where the link is; an absolute one from the workspace's root. */
    private String resolve(String path, boolean followLast) throws IOException {
        Deque<String> rest = new ArrayDeque<>(WorkspacePath.rawParts(path));
        Deque<String> resolved = new ArrayDeque<>();
        int links = 0;
        while (!rest.isEmpty()) {
            String part = rest.removeFirst();
            if (part.equals("..")) {
                resolved.pollLast();
                continue;
            }
            resolved.addLast(part);
            if (rest.isEmpty() && !followLast) {
                break;
            }
            String current = String.join("/", resolved);
            if (kind(current).orElse(FileEntry.Kind.FILE) == FileEntry.Kind.SYMLINK) {
                if (++links > MOST_LINKS) {
                    throw new FileSystemLoopException(path);
                }
                Located place = locate(current);
                String target = new String(place.files().read(place.path()), StandardCharsets.UTF_8);
                resolved.removeLast();
                if (target.startsWith("/")) {
                    resolved.clear();
                }
                List<String> targetParts = WorkspacePath.rawParts(target);
                for (int i = targetParts.size() - 1; i >= 0; i--) {
                    rest.addFirst(targetParts.get(i));
                }
            }
        }
        return String.join("/", resolved);
    }

    private Optional<FileEntry.Kind> kind(String resolved) throws IOException {
        if (resolved.isEmpty() || checkouts.containsKey(resolved)) {
            return Optional.of(FileEntry.Kind.DIRECTORY);
        }
        Located place = locate(resolved);
        Optional<FileEntry.Kind> kind = place.files().kind(place.path());
        boolean holdsMount = checkouts.keySet().stream().anyMatch(mounted -> WorkspacePath.isWithin(mounted, resolved));
        return holdsMount ? Optional.of(FileEntry.Kind.DIRECTORY) : kind;
    }

    /** The tree that a resolved path belongs to: that of the innermost checkout around it. */
    private Located locate(String resolved) {
        String mount = mountOf(resolved);
        if (mount == null) {
            return new Located(scratch, resolved);
        }
        Checkout checkout = checkouts.get(mount);
        return new Located(checkout == null ? scratch : checkout.files(), WorkspacePath.below(resolved, mount));
    }

    private @org.jspecify.annotations.Nullable String mountOf(String resolved) {
        String innermost = null;
        for (Map.Entry<String, Checkout> mounted : checkouts.entrySet()) {
            String path = mounted.getKey();
            if (WorkspacePath.isWithin(resolved, path) && (innermost == null || path.length() > innermost.length())) {
                innermost = path;
            }
        }
        return innermost;
    }

    private record Located(FileTree files, String path) {}
}
