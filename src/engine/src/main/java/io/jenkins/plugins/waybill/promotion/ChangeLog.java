package io.jenkins.plugins.waybill.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.forge.CompareLink;
import io.jenkins.plugins.waybill.git.CommitRange;
import io.jenkins.plugins.waybill.model.ArtifactChange;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.PinnedArtifact;
import org.jspecify.annotations.Nullable;

/**
 * What a promotion brings, as a list for commit messages and pull requests. Tags, names and subjects were written by
 * others: they stay what they look like, and mention nobody, close nothing, link nowhere and stop no build.
 */
final class ChangeLog {

    private static final int LONGEST_TEXT = 120;
    private static final int MOST_CHANGES = 50;

    /** What forges and build servers react to: mentions, references to issues, addresses of such, orders to skip. */
    private static final Pattern TRIGGER = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}])@(?=[\\p{L}\\p{N}])|[#!\\[](?=[\\p{L}\\p{N}])|\\bgh-(?=\\d)|\\bskip-(?=checks)|://");

    private static final String UNSEEN = "\u200b";

    /** Line ends, controls, and what reverses or hides text. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}]+");

    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private final Form form;
    private final Commits commits;
    private final List<String> lines = new ArrayList<>();

    private ChangeLog(Form form, Commits commits) {
        this.form = form;
        this.commits = commits;
    }

    /** How it is written. */
    enum Form {
        MARKDOWN,
        TEXT
    }

    /** Reads the commits between two of one repository. */
    @FunctionalInterface
    interface Commits {
        /** Null when they are not at hand. */
        @Nullable
        CommitRange between(String repoUrl, String from, String to);
    }

    /** A line for each change, with the commits below; empty when nothing changes. */
    static String between(Artifacts from, Artifacts to, Form form, Commits commits) {
        ChangeLog log = new ChangeLog(form, commits);
        List<ArtifactChange> changes = ArtifactChange.between(from, to);
        changes.stream().limit(MOST_CHANGES).forEach(log::add);
        if (changes.size() > MOST_CHANGES) {
            log.lines.add("- and " + (changes.size() - MOST_CHANGES) + " more");
        }
        return String.join("\n", log.lines);
    }

    private void add(ArtifactChange change) {
        PinnedArtifact artifact = change.artifact();
        String name = artifact.repoUrl() == null
                ? artifact.name()
                : artifact.kind().equals("chart") && !artifact.repoUrl().endsWith("/" + artifact.name())
                        ? artifact.repoUrl() + " " + artifact.name()
                        : artifact.repoUrl();
        String what = "- " + harmless(artifact.kind()) + " " + quoted(plain(name)) + ": ";
        if (change.from() == null) {
            lines.add(what + shown(Objects.requireNonNull(change.to())) + " (new)");
        } else if (change.to() == null) {
            lines.add(what + shown(change.from()) + " is no longer part of it");
        } else {
            lines.add(what + shown(change.from()) + " → " + shown(change.to()) + link(change.commits()));
            history(change.commits());
        }
    }

    private String link(ArtifactChange.@Nullable Commits pair) {
        String link = pair == null || form == Form.TEXT
                ? null
                : CompareLink.of(
                        pair.after().repoUrl(), pair.before().id(), pair.after().id());
        return link == null || !link.matches("https://[A-Za-z0-9._~:/%-]+") ? "" : " ([compare](" + link + "))";
    }

    private void history(ArtifactChange.@Nullable Commits pair) {
        CommitRange range = pair == null
                ? null
                : commits.between(
                        pair.after().repoUrl(), pair.before().id(), pair.after().id());
        if (range == null) {
            return;
        }
        if (range.backwards()) {
            lines.add("  - takes back:");
        }
        String indent = range.backwards() ? "    - " : "  - ";
        for (CommitRange.Entry commit : range.commits()) {
            lines.add(indent + commit.id().substring(0, 7) + " " + shown(commit.subject()));
        }
        if (range.more()) {
            lines.add(indent + "and older ones");
        }
    }

    private String shown(String text) {
        return quoted(harmless(text));
    }

    /** In Markdown as code, in which nothing has a meaning. */
    private String quoted(String plain) {
        if (form == Form.TEXT || plain.isEmpty()) {
            return plain;
        }
        int longest = BACKTICKS
                .matcher(plain)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
        String fence = "`".repeat(longest + 1);
        String room = longest > 0 ? " " : "";
        return fence + room + plain + room + fence;
    }

    /** A text of others, in which what would trigger something is broken by what nobody sees. */
    private static String harmless(String text) {
        return TRIGGER.matcher(plain(text)).replaceAll(found -> Matcher.quoteReplacement(found.group() + UNSEEN));
    }

    private static String plain(String text) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) > LONGEST_TEXT
                ? line.substring(0, line.offsetByCodePoints(0, LONGEST_TEXT)) + "…"
                : line;
    }
}
