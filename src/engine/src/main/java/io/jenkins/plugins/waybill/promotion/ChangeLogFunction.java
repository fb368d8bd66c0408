package io.jenkins.plugins.waybill.promotion;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.git.CommitRange;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Subscription;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code changeLog()}: what differs between the Freight that a Stage has and the Freight that comes. Kargo has no such
 * function. It looks into mirrors that Warehouses keep and asks no remote.
 */
final class ChangeLogFunction {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeLogFunction.class);
    private static final Map<String, ChangeLog.Form> FORMS =
            Map.of("markdown", ChangeLog.Form.MARKDOWN, "text", ChangeLog.Form.TEXT);
    private static final int MOST_COMMITS = 20;

    private final ProjectDefinition project;
    private final Git git;
    private final Optional<FreightCollection> there;
    private final FreightCollection coming;

    private ChangeLogFunction(
            ProjectDefinition project, Git git, Optional<FreightCollection> there, FreightCollection coming) {
        this.project = project;
        this.git = git;
        this.there = there;
        this.coming = coming;
    }

    /**
     * Adds it to a promotion's names.
     *
     * @param there what the Stage has; empty when it never had any
     * @param coming what it is to have
     */
    static void addTo(
            Scope.Builder scope,
            ProjectDefinition project,
            Git git,
            Optional<FreightCollection> there,
            FreightCollection coming) {
        scope.function("changeLog", new ChangeLogFunction(project, git, there, coming)::changeLog);
    }

    private String changeLog(List<@Nullable Object> arguments) {
        Arguments.count("changeLog", arguments, 0, 1);
        Object wanted = arguments.isEmpty() ? "markdown" : arguments.get(0);
        ChangeLog.Form form = wanted instanceof String name ? FORMS.get(name) : null;
        if (form == null) {
            throw new IllegalArgumentException(
                    "changeLog() takes \"markdown\" or \"text\", not " + GoJson.text(wanted));
        }
        return ChangeLog.between(
                there.map(ChangeLogFunction::artifacts).orElse(Artifacts.NONE), artifacts(coming), form, this::commits);
    }

    private static Artifacts artifacts(FreightCollection collection) {
        List<Artifacts> all = collection.items().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .map(FreightReference::artifacts)
                .toList();
        return new Artifacts(
                all.stream().flatMap(each -> each.commits().stream()).toList(),
                all.stream().flatMap(each -> each.images().stream()).toList(),
                all.stream().flatMap(each -> each.charts().stream()).toList(),
                all.stream().flatMap(each -> each.artifacts().stream()).toList());
    }

    private @Nullable CommitRange commits(String repoUrl, String from, String to) {
        Optional<Subscription.Git> watched = project.gitSubscription(repoUrl);
        if (watched.isEmpty() || !ObjectId.isId(from) || !ObjectId.isId(to)) {
            return null;
        }
        try {
            return CommitRange.between(
                    git.mirror(new GitRemote(
                                    project.name(),
                                    watched.get().repoUrl(),
                                    watched.get().insecureSkipTlsVerify()))
                            .repository(),
                    ObjectId.fromString(from),
                    ObjectId.fromString(to),
                    MOST_COMMITS);
        } catch (MissingObjectException e) {
            return null;
        } catch (GitException | IOException e) {
            LOG.warn("The change log of {} goes without commits: {}", project.name(), e.getMessage());
            return null;
        }
    }
}
