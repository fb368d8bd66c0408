package io.jenkins.plugins.waybill.warehouse.git;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.expression.GoObject;
import io.jenkins.plugins.waybill.expression.GoStruct;
import io.jenkins.plugins.waybill.expression.GoTime;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Subscription;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;
import org.jspecify.annotations.Nullable;

/**
 * A commit that may be pinned, and the tag it was found by.
 *
 * @param commit the commit, its headers parsed
 * @param tag short name; null for commits of a branch
 * @param annotation the tag object; null for lightweight tags and branches
 */
record RepositoryCommit(
        RevCommit commit, @Nullable String tag, @Nullable RevTag annotation) {

    private static final int LONGEST_SUBJECT = 80;
    private static final Pattern BLANKS_AT_THE_END = Pattern.compile("[ \\t\\f\\r\\x0B]+$");

    /** When the tag was made, or else the commit. */
    Instant createdAt() {
        RevTag object = annotation;
        PersonIdent tagger = object == null ? null : object.getTaggerIdent();
        return tagger == null ? committedAt() : tagger.getWhenAsInstant();
    }

    Instant committedAt() {
        return Instant.ofEpochSecond(commit.getCommitTime());
    }

    /** For people: the tag, or the start of the id; with the subject. */
    String describe() {
        String name = tag == null ? commit.name().substring(0, 7) : tag;
        return name + " \"" + subject() + "\"";
    }

    /** Variables of {@code expressionFilter}. */
    Scope scope() {
        Scope.Builder scope = Scope.builder()
                .variable("id", commit.name())
                .variable("author", person(commit.getAuthorIdent()))
                .variable("committer", person(commit.getCommitterIdent()))
                .variable("subject", wholeSubject());
        if (tag == null) {
            return scope.variable("commitDate", GoTime.of(committedAt())).build();
        }
        RevTag object = annotation;
        return scope.variable("tag", tag)
                .variable("creatorDate", GoTime.of(createdAt()))
                .variable(
                        "tagger",
                        object == null || object.getTaggerIdent() == null ? "" : person(object.getTaggerIdent()))
                .variable("annotation", object == null ? "" : object.getShortMessage())
                .build();
    }

    GitCommit pin(Subscription.Git subscription) {
        return new GitCommit(
                subscription.repoUrl(),
                commit.name(),
                tag == null ? subscription.branch() : "",
                tag == null ? "" : tag,
                subject(),
                person(commit.getAuthorIdent()),
                person(commit.getCommitterIdent()),
                subscription.name());
    }

    /** What {@code commitFrom()} gives in {@code freightCreationCriteria}. */
    GoObject criteria(Subscription.Git subscription) {
        return GoStruct.named("DiscoveredCommit")
                .optional("ID", "id", commit.name())
                .optional("Branch", "branch", tag == null ? subscription.branch() : "")
                .optional("Tag", "tag", tag == null ? "" : tag)
                .optional("Subject", "subject", subject())
                .optional("Author", "author", person(commit.getAuthorIdent()))
                .optional("Committer", "committer", person(commit.getCommitterIdent()))
                .optional("CreatorDate", "creatorDate", GoTime.of(createdAt()))
                .build();
    }

    /** The first paragraph in one line, as {@code git log --format=%s} shows it. */
    private String wholeSubject() {
        return Arrays.stream(commit.getFullMessage().split("\n", -1))
                .map(line -> BLANKS_AT_THE_END.matcher(line).replaceFirst(""))
                .dropWhile(String::isEmpty)
                .takeWhile(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** The subject cut as Kargo cuts it: 80 bytes with an ellipsis. */
    String subject() {
        String line = wholeSubject();
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_SUBJECT) {
            return line;
        }
        int end = LONGEST_SUBJECT - "...".length();
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
    }

    private static String person(PersonIdent ident) {
        return ident.getName() + " <" + ident.getEmailAddress() + ">";
    }
}
