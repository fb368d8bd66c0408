package io.jenkins.plugins.waybill.workspace;

import java.util.ArrayList;
import java.util.List;

/** Paths as texts: relative, separated by slashes. */
final class WorkspacePath {

    private WorkspacePath() {}

    /** The parts of a resolved path; none for the empty path. */
    static List<String> parts(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("/"));
    }

    /** The parts as written, with empty ones and dots left out; {@code ..} stays. */
    static List<String> rawParts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    static String join(String directory, String name) {
        return directory.isEmpty() ? name : name.isEmpty() ? directory : directory + "/" + name;
    }

    /** True when a path is a directory or lies below it. */
    static boolean isWithin(String path, String directory) {
        return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
    }

    /** The rest of a path below a directory that it is within; empty for the directory itself. */
    static String below(String path, String directory) {
        if (directory.isEmpty()) {
            return path;
        }
        return path.equals(directory) ? "" : path.substring(directory.length() + 1);
    }
}
