package io.jenkins.plugins.waybill.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import io.jenkins.plugins.waybill.semver.VersionConstraint;

/** What Kargo's admission demands of one Warehouse, and what would make its discovery fail. */
final class WarehouseRules {

    private final Report report;
    private final Map<String, Fields> byName = new HashMap<>();
    private final Map<String, Fields> byRepository = new HashMap<>();

    private WarehouseRules(Report report) {
        this.report = report;
    }

    static void check(ManifestDocument document, Report report) {
        WarehouseRules rules = new WarehouseRules(report);
        document.spec().objects("subscriptions").forEach(rules::subscription);
    }

    private void subscription(Fields entry) {
        List<String> types = entry.mapping().members().keySet().stream()
                .filter(key -> !key.equals("name"))
                .toList();
        if (types.size() != 1) {
            report.refuse(
                    Rule.SUBSCRIPTION_TYPE,
                    entry.position(),
                    "A subscription has exactly one type beside 'name': git, image, chart or another; this one has "
                            + (types.isEmpty() ? "none." : String.join(", ", types) + "."));
            return;
        }
        String type = types.get(0);
        if (!(entry.value(type) instanceof Value.Mapping mapping)) {
            if (entry.value(type) == null) {
                report.refuse(Rule.MISSING_FIELD, entry.keyPosition(type), "'" + type + "' is empty.");
            }
            return;
        }
        Fields fields = new Fields(mapping);
        name(entry, type);
        switch (type) {
            case "git" -> git(fields);
            case "image" -> image(fields);
            case "chart" -> chart(fields);
            default -> {
                String meant = Nearest.to(type, List.of("git", "image", "chart"));
                if (!meant.isEmpty()) {
                    report.warn(
                            Rule.SUBSCRIPTION_TYPE,
                            entry.keyPosition(type),
                            "'" + type + "' is taken for a type of its own. Did you mean '" + meant + "'?");
                }
            }
        }
    }

    private void name(Fields entry, String type) {
        String name = entry.text("name");
        if (name.isEmpty()) {
            if (!List.of("git", "image", "chart").contains(type)) {
                report.refuse(
                        Rule.MISSING_FIELD,
                        entry.position(),
                        "'name' is missing. A subscription of type '" + type + "' is known by its name only.");
            }
            return;
        }
        Fields earlier = byName.putIfAbsent(name, entry);
        if (earlier != null) {
            report.refuse(
                    Rule.DUPLICATE_NAME,
                    entry.position("name"),
                    "The subscription at line " + earlier.position("name").line() + " is already called '" + name
                            + "'.");
        }
    }

    private void git(Fields git) {
        String strategy = git.text("commitSelectionStrategy", "NewestFromBranch");
        unique("git " + RepositoryUrl.normaliseGit(git.text("repoURL")), "repository", git);
        constraint(git, "semverConstraint");
        boolean byTag = !strategy.equals("NewestFromBranch");
        removedTagFields(git, byTag);
        patterns(git, "includePaths", true);
        patterns(git, "excludePaths", true);
        if (byTag) {
            patterns(git, "allowTagsRegexes", false);
            patterns(git, "ignoreTagsRegexes", false);
            ignored(git, "branch", "commitSelectionStrategy", strategy);
            ignored(git, "since", "commitSelectionStrategy", strategy);
        } else {
            ignored(git, "allowTagsRegexes", "commitSelectionStrategy", strategy);
            ignored(git, "ignoreTagsRegexes", "commitSelectionStrategy", strategy);
        }
        if (!strategy.equals("SemVer")) {
            ignored(git, "semverConstraint", "commitSelectionStrategy", strategy);
        }
    }

    private void image(Fields image) {
        String strategy = image.text("imageSelectionStrategy", "SemVer");
        unique("image " + RepositoryUrl.normaliseImage(image.text("repoURL")), "repository", image);
        boolean byDigest = strategy.equals("Digest");
        if (byDigest && image.text("constraint").isEmpty()) {
            report.refuse(
                    Rule.DIGEST_CONSTRAINT,
                    image.position(),
                    "'constraint' is missing. With 'imageSelectionStrategy: Digest' it names the tag to follow.");
        }
        if (strategy.equals("SemVer")) {
            constraint(image, "constraint");
        } else if (!byDigest) {
            ignored(image, "constraint", "imageSelectionStrategy", strategy);
        }
        removedTagFields(image, !byDigest);
        if (byDigest) {
            ignored(image, "allowTagsRegexes", "imageSelectionStrategy", strategy);
            ignored(image, "ignoreTagsRegexes", "imageSelectionStrategy", strategy);
        } else {
            patterns(image, "allowTagsRegexes", false);
            patterns(image, "ignoreTagsRegexes", false);
        }
    }

    private void chart(Fields chart) {
        String url = chart.text("repoURL");
        boolean oci = url.startsWith("oci://");
        String name = chart.text("name");
        if (oci && !name.isEmpty()) {
            report.refuse(
                    Rule.CHART_NAME,
                    chart.position("name"),
                    "'name' must be absent for an oci:// repository: the address names the chart. Append the name to"
                            + " 'repoURL' if it is missing there.");
        } else if (url.startsWith("http") && name.isEmpty()) {
            report.refuse(
                    Rule.CHART_NAME,
                    chart.position(),
                    "'name' is missing. An http(s) repository holds many charts; say which one.");
        }
        unique("chart " + RepositoryUrl.normaliseChart(url) + (oci ? "" : " " + name), "chart", chart);
        constraint(chart, "semverConstraint");
    }

    private void unique(String key, String what, Fields fields) {
        Fields earlier = byRepository.putIfAbsent(key, fields);
        if (earlier != null && fields.has("repoURL")) {
            report.refuse(
                    Rule.DUPLICATE_SUBSCRIPTION,
                    fields.position("repoURL"),
                    "The same " + what + " is already subscribed to at line "
                            + earlier.position("repoURL").line()
                            + ". A Warehouse watches each once; use a second Warehouse.");
        }
    }

    private void constraint(Fields fields, String field) {
        String constraint = fields.text(field);
        if (constraint.isBlank()) {
            return;
        }
        try {
            VersionConstraint.parse(constraint);
        } catch (IllegalArgumentException e) {
            report.refuse(
                    Rule.INVALID_CONSTRAINT,
                    fields.position(field),
                    "'" + field + "' cannot be read: " + e.getMessage() + ".");
        }
    }

    private void removedTagFields(Fields fields, boolean byTag) {
        for (String field : List.of("allowTags", "ignoreTags")) {
            boolean isSet =
                    !fields.text(field).isEmpty() || !fields.items(field).isEmpty();
            if (isSet && !byTag) {
                report.warn(
                        Rule.DEPRECATED_FIELD,
                        fields.keyPosition(field),
                        "'" + field + "' is deprecated and has no effect here. Remove it.");
            } else if (isSet) {
                report.error(
                        Rule.REMOVED_FIELD,
                        fields.keyPosition(field),
                        "Discovery fails while '" + field + "' is set. Use '" + field + "Regexes', a list of regular"
                                + " expressions" + (field.equals("ignoreTags") ? " that may match anywhere." : "."));
            }
        }
    }

    private void patterns(Fields fields, String field, boolean paths) {
        for (Value item : fields.items(field)) {
            String text = item.text();
            if (text == null) {
                continue;
            }
            try {
                if (!paths) {
                    Pattern.compile(text);
                } else if (text.startsWith("regex:") || text.startsWith("regexp:")) {
                    Pattern.compile(text.substring(text.indexOf(':') + 1));
                }
            } catch (PatternSyntaxException e) {
                report.error(
                        Rule.INVALID_PATTERN,
                        item.position(),
                        "'" + text + "' is no regular expression (RE2): " + e.getDescription() + ".");
            }
        }
    }

    private void ignored(Fields fields, String field, String selector, String strategy) {
        if (fields.has(field)) {
            report.warn(
                    Rule.IGNORED_FIELD,
                    fields.keyPosition(field),
                    "'" + field + "' has no effect with '" + selector + ": " + strategy + "'.");
        }
    }
}
