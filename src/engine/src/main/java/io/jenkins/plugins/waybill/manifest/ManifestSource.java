package io.jenkins.plugins.waybill.manifest;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What people wrote to define a project, as they may read it again: without Secrets and without passwords in addresses.
 * Lines keep their numbers.
 *
 * @param files in the order read
 * @param findings what reading and lint said about these files
 */
public record ManifestSource(List<File> files, List<Finding> findings) {

    /** Nothing is known of the texts, as when a host defines projects without manifests. */
    public static final ManifestSource NONE = new ManifestSource(List.of(), List.of());

    private static final Pattern SECRET = Pattern.compile("\\bkind[\"']?\\s*:\\s*[\"']?Secret\\b");
    private static final Pattern DOCUMENT = Pattern.compile("(?m)^(?=---)");
    private static final Pattern PASSWORD = Pattern.compile("(https?://)[^/@\\s\"']*@");
    private static final String WITHHELD = "# A Secret stands here; it is not shown.";
    private static final String OTHERS = "# An object of another project stands here; it is not shown.";

    /** A file with its text. */
    public record File(String path, String text) {}

    public ManifestSource {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * The files of a set that say something about a project, and what was found in them.
     *
     * @param findings of the whole set, as {@link ManifestLint#check} gives them
     */
    public static ManifestSource of(ManifestSet set, String project, List<Finding> findings) {
        Set<String> paths = new LinkedHashSet<>();
        for (ManifestDocument document : set.documents()) {
            String owner = set.projectOf(document);
            if (owner.equals(project) || owner.isEmpty()) {
                paths.add(document.position().file());
            }
        }
        Map<String, String> texts = set.texts();
        return new ManifestSource(
                paths.stream()
                        .filter(texts::containsKey)
                        .map(path -> new File(path, shown(own(texts.getOrDefault(path, ""), path, set, project))))
                        .toList(),
                findings.stream()
                        .filter(finding -> paths.contains(finding.position().file()))
                        .toList());
    }

    /** Whoever may see this project may not, for that, see another that happens to be in the same file. */
    private static String own(String text, String path, ManifestSet set, String project) {
        List<ManifestDocument> documents = set.documents().stream()
                .filter(document -> document.position().file().equals(path))
                .sorted(Comparator.comparing(document -> document.position().line()))
                .toList();
        String[] lines = text.split("\n", -1);
        for (int index = 0; index < documents.size(); index++) {
            ManifestDocument document = documents.get(index);
            String owner = set.projectOf(document);
            if (!owner.equals(project) && !owner.isEmpty()) {
                int from = document.position().line() - 1;
                int to = index + 1 < documents.size()
                        ? documents.get(index + 1).position().line() - 1
                        : lines.length;
                for (int line = from; line < Math.min(to, lines.length); line++) {
                    lines[line] = lines[line].startsWith("---") ? "---" : line == from ? OTHERS : "";
                }
            }
        }
        return String.join("\n", lines);
    }

    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (String document : DOCUMENT.split(text)) {
            shown.append(SECRET.matcher(document).find() ? withheld(document) : document);
        }
        return PASSWORD.matcher(shown).replaceAll("$1");
    }

    private static String withheld(String document) {
        String rest = document.startsWith("---") ? "---\n" + WITHHELD : WITHHELD;
        long missing = document.chars().filter(character -> character == '\n').count()
                - rest.chars().filter(character -> character == '\n').count();
        return rest + "\n".repeat((int) Math.max(0, missing));
    }
}
