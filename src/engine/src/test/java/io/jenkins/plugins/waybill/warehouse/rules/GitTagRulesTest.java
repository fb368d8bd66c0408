package io.jenkins.plugins.waybill.warehouse.rules;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Subscription.CommitSelection;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.git.GitRepositoryFixture;
import io.jenkins.plugins.waybill.warehouse.git.GitWarehouse;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which tags of a Git repository count, and in what order. */
class GitTagRulesTest extends GitRepositoryFixture {

    @Test
    @DisplayName("git tags: newest first by the tagger's date, or the commit's where there is no tagger")
    void newestFirst() throws Exception {
        ObjectId april = commitAt("2026-04-01T00:00:00Z");
        ObjectId old = commitAt("2025-01-01T00:00:00Z");
        ObjectId may = commitAt("2026-05-01T00:00:00Z");
        source.tag("april", april).tag("may", may).tag("old", old);
        // The fixture's taggers sign in January 2026.
        source.annotatedTag("january", may, "made before its commit");
        assertThat(tags(discover(rules().strategy(CommitSelection.NEWEST_TAG))))
                .containsExactly("may", "april", "january", "old");
    }

    @Test
    @DisplayName("git tags: name filters first, then expressionFilter, then the order, then the paths until the limit")
    void filtersInTheirOrder() throws Exception {
        ObjectId app = source.commit("main", "app/a", "1");
        ObjectId docs = source.commit("main", "docs/a", "1");
        source.tag("v1", app).tag("v2", app).tag("v3", docs).tag("v4", app).tag("v5", app);
        source.tag("w1", docs);
        Discovered discovered = discover(rules().strategy(CommitSelection.LEXICAL)
                .allow("^v")
                .expression("tag != 'v5'")
                .include("app")
                .limit(2));
        assertThat(tags(discovered)).containsExactly("v4", "v2");
        assertThat(explained(discovered))
                .anyMatch(line -> line.contains("w1") && line.contains("none of allowTagsRegexes"))
                .anyMatch(line -> line.contains("v5") && line.contains("expressionFilter is false"))
                .anyMatch(line -> line.contains("v3") && line.contains("no path that counts"))
                .anyMatch(line -> line.contains("v1") && line.contains("discoveryLimit 2 was reached"));
        // What the names leave out is not evaluated: the expression would fail for it.
        GitWarehouse failing = rules().strategy(CommitSelection.LEXICAL).expression("tag startsWith 'v' || tag > 1");
        assertThat(tags(discover(failing.allow("^v")))).hasSize(5);
        assertThatThrownBy(() -> discover(failing.allow("^w"))).isInstanceOf(DiscoveryException.class);
    }

    @Test
    @DisplayName("git tags: names are filtered as those of images")
    void namesAreFiltered() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        source.tag("release-1", commit).tag("release-2-bad", commit).tag("other", commit);
        GitWarehouse rules = rules().strategy(CommitSelection.LEXICAL);
        assertThat(tags(discover(rules.allow("lease-").ignore("bad$")))).containsExactly("release-1");
        assertThatThrownBy(() -> discover(rules.allow("("))).hasMessageContaining("allowTagsRegexes has '('");
    }

    @Test
    @DisplayName("git semver: versions are chosen as those of images, by semverConstraint")
    void versions() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        for (String tag : List.of("v1.2.0", "v1.10.0", "v2.0.0-rc.1", "2.0.0", "v1.9", "nightly")) {
            source.tag(tag, commit);
        }
        GitWarehouse rules = rules().strategy(CommitSelection.SEMVER);
        assertThat(tags(discover(rules))).containsExactly("2.0.0", "v2.0.0-rc.1", "v1.10.0", "v1.2.0");
        Discovered constrained = discover(rules.constraint("^1.0.0"));
        assertThat(tags(constrained)).containsExactly("v1.10.0", "v1.2.0");
        assertThat(explained(constrained))
                .anyMatch(line -> line.contains("nightly") && line.contains("no semantic version"))
                .anyMatch(line -> line.contains("v1.9") && line.contains("strictSemvers"))
                .anyMatch(line -> line.contains("2.0.0\"") || line.contains("outside semverConstraint '^1.0.0'"));
        assertThat(tags(discover(rules.constraint(">=2.0.0-0")))).containsExactly("2.0.0", "v2.0.0-rc.1");
        assertThat(tags(discover(rules.loose().constraint("~1.9")))).containsExactly("v1.9");
    }

    @Test
    @DisplayName("git semver: equal versions, whatever their build, are ordered by their text, descending")
    void equalVersions() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        source.tag("1.0.0+b.2", commit)
                .tag("1.0.0+b.10", commit)
                .tag("1.0.0", commit)
                .tag("v1.0.0", commit);
        assertThat(tags(discover(rules().strategy(CommitSelection.SEMVER))))
                .containsExactly("v1.0.0", "1.0.0+b.2", "1.0.0+b.10", "1.0.0");
    }

    @Test
    @DisplayName("git lexical: tags are ordered by their bytes, descending")
    void byBytes() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        source.tag("2026-02", commit)
                .tag("2026-10", commit)
                .tag("B", commit)
                .tag("a", commit)
                .tag("ü", commit);
        // Within UTF-16 this one would stand before the next, since it is written with surrogates.
        source.tag("\uD83D\uDE00", commit).tag("\uFFE5", commit);
        assertThat(tags(discover(rules().strategy(CommitSelection.LEXICAL))))
                .containsExactly("\uD83D\uDE00", "\uFFE5", "ü", "a", "B", "2026-10", "2026-02");
    }

    @Test
    @DisplayName("git newest tag: the order of creation is kept, equal times by name")
    void orderOfCreation() throws Exception {
        ObjectId first = commitAt("2026-01-01T00:00:00Z");
        ObjectId second = commitAt("2026-02-01T00:00:00Z");
        source.tag("9", first).tag("1", second).tag("3", second).tag("2", second);
        assertThat(tags(discover(rules().strategy(CommitSelection.NEWEST_TAG)))).containsExactly("1", "2", "3", "9");
        assertThat(tags(discover(rules().strategy(CommitSelection.NEWEST_TAG).limit(2))))
                .containsExactly("1", "2");
    }

    @Test
    @DisplayName("git tags: an annotated tag stands for the commit it points to")
    void annotatedTags() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        source.annotatedTag("v1.0.0", commit, "Release one\n\nwith notes");
        assertThat(ids(discover(rules().strategy(CommitSelection.SEMVER)))).containsExactly(commit.name());
        assertThat(tags(discover(rules().strategy(CommitSelection.SEMVER)
                        .expression("id == '" + commit.name()
                                + "' && tagger == 'Ada <ada@example.com>' && annotation == 'Release one'"
                                + " && subject == 'Change a'"))))
                .containsExactly("v1.0.0");
    }

    @Test
    @DisplayName(
            "git tags: those of other things than commits are left out, one without a tagger is as old as its commit")
    void oddTags() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        source.tag("v1.0.0", commit);
        try (ObjectInserter inserter = source.repository().newObjectInserter()) {
            ObjectId file = inserter.insert(Constants.OBJ_BLOB, new byte[] {1});
            TagBuilder unsigned = new TagBuilder();
            unsigned.setTag("v2.0.0");
            unsigned.setObjectId(commit, Constants.OBJ_COMMIT);
            unsigned.setMessage("Release two");
            ObjectId two = inserter.insert(unsigned);
            inserter.flush();
            source.tag("v3.0.0", file).tag("v2.0.0", two);
        }
        assertThat(tags(discover(rules().strategy(CommitSelection.SEMVER)))).containsExactly("v2.0.0", "v1.0.0");
        assertThat(tags(discover(rules().strategy(CommitSelection.NEWEST_TAG)))).containsExactly("v1.0.0", "v2.0.0");
    }

    @Test
    @DisplayName("git tags: the commit is recorded with its tag and without a branch")
    void noBranch() throws Exception {
        source.tag("v1.0.0", source.commit("main", "a", "1"));
        GitCommit commit = discover(rules().strategy(CommitSelection.SEMVER).branch("main"))
                .freight()
                .orElseThrow()
                .commits()
                .get(0);
        assertThat(commit.tag()).isEqualTo("v1.0.0");
        assertThat(commit.branch()).isEmpty();
    }

    private ObjectId commitAt(String time) {
        PersonIdent ada = new PersonIdent("Ada", "ada@example.com", Instant.parse(time), ZoneOffset.UTC);
        return source.edit("main", "Change", files -> files.file("a", time), (CommitBuilder made) -> {
            made.setAuthor(ada);
            made.setCommitter(ada);
        });
    }
}
