package io.jenkins.plugins.waybill.step.argocd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.argocd.Application;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** An entry of {@code apps} in the config of {@code argocd-update}. */
record AppUpdate(
        @Nullable String name,
        @Nullable String namespace,
        @Nullable AppSelector selector,
        @Nullable List<SourceUpdate> sources) {

    List<SourceUpdate> updates() {
        return Objects.requireNonNullElse(sources, List.of());
    }

    /** What each of the Application's sources is to be synced to; empty where nothing is said. */
    List<String> revisions(Application application) {
        return SourceUpdate.revisions(updates(), application.sources());
    }

    /**
     * The sources that change, by index.
     *
     * @throws StepFailure when an update fits none of the Application's sources
     */
    Map<Integer, ObjectNode> changes(Application application) throws StepFailure {
        List<ObjectNode> desired = new ArrayList<>(application.sources());
        List<String> revisions = revisions(application);
        for (SourceUpdate update : updates()) {
            int index = 0;
            while (index < desired.size() && !update.means(desired.get(index))) {
                index++;
            }
            if (index == desired.size()) {
                throw StepFailure.retryable("No source of Application " + application.key() + " has the repoURL "
                        + update.repoUrl() + (update.chart() == null ? "" : " and the chart " + update.chart())
                        + "; it has " + inWords(application.sources()) + ".");
            }
            desired.set(index, update.applied(desired.get(index), revisions.get(index)));
        }
        Map<Integer, ObjectNode> changes = new TreeMap<>();
        for (int index = 0; index < desired.size(); index++) {
            if (!desired.get(index).equals(application.sources().get(index))) {
                changes.put(index, desired.get(index));
            }
        }
        return changes;
    }

    private static String inWords(List<ObjectNode> sources) {
        List<String> words = new ArrayList<>();
        for (ObjectNode source : sources) {
            String chart = source.path("chart").asText("");
            words.add(source.path("repoURL").asText("") + (chart.isEmpty() ? "" : " (chart " + chart + ")"));
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
