package io.jenkins.plugins.waybill.warehouse.git;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.workspace.PathGlob;

/**
 * Which changed paths make a commit count. A selector is {@code glob:} with doublestar, {@code regex:} or
 * {@code regexp:}, or a file or directory by name.
 */
public final class PathFilter {

    private final List<Predicate<String>> included;
    private final List<Predicate<String>> excluded;

    private PathFilter(List<Predicate<String>> included, List<Predicate<String>> excluded) {
        this.included = included;
        this.excluded = excluded;
    }

    /** Paths that are included, or all where nothing is, and not excluded. */
    public static PathFilter of(List<String> included, List<String> excluded) throws DiscoveryException {
        return new PathFilter(selectors("includePaths", included), selectors("excludePaths", excluded));
    }

    /** True when every commit counts, so that nobody needs to look at its paths. */
    boolean isOpen() {
        return included.isEmpty() && excluded.isEmpty();
    }

    /** Whether one of the changed paths is included and not excluded. */
    public boolean admits(Collection<String> changedPaths) {
        return changedPaths.stream()
                .anyMatch(path -> (included.isEmpty() || matches(included, path)) && !matches(excluded, path));
    }

    private static boolean matches(List<Predicate<String>> selectors, String path) {
        return selectors.stream().anyMatch(selector -> selector.test(path));
    }

    private static List<Predicate<String>> selectors(String field, List<String> texts) throws DiscoveryException {
        List<Predicate<String>> selectors = new ArrayList<>();
        for (String text : texts) {
            try {
                selectors.add(selector(text));
            } catch (PatternSyntaxException e) {
                throw new DiscoveryException(
                        field + " has '" + text + "', which cannot be read: " + e.getDescription() + ".", e);
            }
        }
        return selectors;
    }

    private static Predicate<String> selector(String text) {
        if (text.startsWith("glob:")) {
            Pattern pattern = PathGlob.compile(text.substring("glob:".length()));
            return path -> pattern.matcher(path).matches();
        }
        for (String prefix : List.of("regex:", "regexp:")) {
            if (text.startsWith(prefix)) {
                Pattern pattern = Pattern.compile(text.substring(prefix.length()));
                return path -> pattern.matcher(path).find();
            }
        }
        String directory = clean(text);
        return directory.isEmpty() ? path -> true : path -> path.equals(directory) || path.startsWith(directory + "/");
    }

    /** The shortest spelling of a path, without looking at files: no dots, no doubled slashes, none at the end. */
    private static String clean(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                kept.addLast(part);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", kept);
    }
}
