package io.jenkins.plugins.waybill.step.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Paths of the workspace as texts. */
public final class Paths {

    private Paths() {}

    /** A path seen from a directory, without dots; empty when it leads out of the workspace. */
    public static Optional<String> from(String directory, String relative) {
        if (relative.startsWith("/")) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>(parts(directory));
        for (String part : parts(relative)) {
            if (!part.equals("..")) {
                parts.add(part);
            } else if (parts.isEmpty()) {
                return Optional.empty();
            } else {
                parts.remove(parts.size() - 1);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** The innermost directory that all these paths are in or below. */
    public static String around(Collection<String> paths) {
        List<String> common = null;
        for (String path : paths) {
            List<String> parts = parts(path);
            if (common == null) {
                common = parts;
            }
            int same = 0;
            while (same < Math.min(common.size(), parts.size())
                    && common.get(same).equals(parts.get(same))) {
                same++;
            }
            common = common.subList(0, same);
        }
        return common == null ? "" : String.join("/", common);
    }

    /** The rest of a path below a directory that is around it. */
    public static String below(String path, String directory) {
        return directory.isEmpty() ? path : path.equals(directory) ? "" : path.substring(directory.length() + 1);
    }

    /** Two parts of a path; either may be empty. */
    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : name.isEmpty() ? directory : directory + "/" + name;
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }
}
