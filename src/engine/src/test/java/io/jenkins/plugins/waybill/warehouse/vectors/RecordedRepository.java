package io.jenkins.plugins.waybill.warehouse.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevWalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Git repository. A commit is made on its first parent by {@code files}, of which null removes; a tag is annotated where it
 * has a {@code message}, points to a commit or another tag, or with a {@code kind} to the tree of a commit or to a blob.
 * {@code id} is the head of the default branch, so that the same repository is there as was recorded.
 */
final class RecordedRepository implements World {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SampleRepository source;
    private final Discovery discovery;
    private final boolean details;
    private final Map<String, ObjectId> commits = new HashMap<>();
    private final Map<String, ObjectId> tags = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    RecordedRepository(JsonNode world, Path home, Discovery discovery) {
        this.discovery = discovery;
        details = world.path("details").asBoolean();
        source = SampleRepository.create(home.resolve(world.get("world").asText() + ".git"));
        String head = world.get("head").asText();
        source.defaultBranch(head);
        world.get("commits").forEach(this::commit);
        source.deleteBranch("next");
        world.get("branches")
                .fields()
                .forEachRemaining(branch -> source.branch(
                        branch.getKey(), commits.get(branch.getValue().asText())));
        world.path("tags").forEach(this::tag);
        assertThat(source.head(head).name()).isEqualTo(world.get("id").asText());
        source.close();
    }

    @Override
    public String kind() {
        return "git";
    }

    @Override
    public String address() {
        return source.url();
    }

    @Override
    public Discovery discovery() {
        return discovery;
    }

    @Override
    public List<JsonNode> found(Discovered discovered) {
        List<JsonNode> found = new ArrayList<>();
        Subscription.Git wanted = (Subscription.Git) discovered.results().get(0).subscription();
        for (GitCommit commit : discovered.candidates().commits()) {
            ArrayNode row = JSON.arrayNode().add(names.get(commit.id()));
            if (!commit.tag().isEmpty()) {
                row.add(commit.tag());
            }
            if (details) {
                row.addObject()
                        .put("subject", commit.message())
                        .put("author", commit.author())
                        .put("committer", commit.committer());
            }
            assertThat(commit.branch()).isEqualTo(commit.tag().isEmpty() ? wanted.branch() : "");
            found.add(row);
        }
        return found;
    }

    private void commit(JsonNode description) {
        List<ObjectId> parents = new ArrayList<>();
        description.get("parents").forEach(parent -> parents.add(commits.get(parent.asText())));
        if (parents.isEmpty()) {
            source.deleteBranch("next");
        } else {
            source.branch("next", parents.get(0));
        }
        ObjectId id = source.edit(
                "next",
                description.get("message").asText(),
                files -> description.get("files").fields().forEachRemaining(file -> {
                    if (file.getValue().isNull()) {
                        files.delete(file.getKey());
                    } else {
                        files.file(file.getKey(), file.getValue().asText());
                    }
                }),
                commit -> details(commit, description, parents));
        commits.put(description.get("name").asText(), id);
        names.put(id.name(), description.get("name").asText());
    }

    private static void details(CommitBuilder commit, JsonNode description, List<ObjectId> parents) {
        commit.setParentIds(parents);
        commit.setAuthor(
                person(description.get("author"), description.get("authored").asText()));
        commit.setCommitter(person(
                description.get("committer"), description.get("committed").asText()));
    }

    private void tag(JsonNode description) {
        String name = description.get("name").asText();
        try (ObjectInserter inserter = source.repository().newObjectInserter();
                RevWalk walk = new RevWalk(source.repository())) {
            String of = description.get("of").asText();
            int type = commits.containsKey(of) ? Constants.OBJ_COMMIT : Constants.OBJ_TAG;
            ObjectId id = commits.getOrDefault(of, tags.get(of));
            String kind = description.path("kind").asText();
            if (kind.equals("tree")) {
                type = Constants.OBJ_TREE;
                id = walk.parseCommit(id).getTree();
            } else if (kind.equals("blob")) {
                type = Constants.OBJ_BLOB;
                id = inserter.insert(Constants.OBJ_BLOB, "hello".getBytes(UTF_8));
            }
            if (description.has("message")) {
                TagBuilder tag = new TagBuilder();
                tag.setTag(name);
                tag.setObjectId(id, type);
                if (!description.get("tagger").asText().isEmpty()) {
                    tag.setTagger(person(
                            description.get("tagger"), description.get("at").asText()));
                }
                tag.setMessage(description.get("message").asText());
                id = inserter.insert(tag);
            }
            inserter.flush();
            tags.put(name, id);
            source.tag(name, id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code Ada <ada@example.com>} at some time. */
    private static PersonIdent person(JsonNode who, String when) {
        String[] parts = who.asText().split(" <|>");
        OffsetDateTime time = OffsetDateTime.parse(when);
        return new PersonIdent(parts[0], parts[1], time.toInstant(), time.getOffset());
    }
}
