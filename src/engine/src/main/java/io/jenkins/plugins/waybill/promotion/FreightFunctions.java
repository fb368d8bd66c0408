package io.jenkins.plugins.waybill.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.GoObject;
import io.jenkins.plugins.waybill.expression.GoStruct;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.StringMap;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import org.jspecify.annotations.Nullable;

/** {@code commitFrom}, {@code imageFrom}, {@code chartFrom} and {@code artifactFrom}. */
final class FreightFunctions {

    private final ProjectDefinition project;
    private final Stage stage;
    private final FreightCollection collection;

    private FreightFunctions(ProjectDefinition project, Stage stage, FreightCollection collection) {
        this.project = project;
        this.stage = stage;
        this.collection = collection;
    }

    static void addTo(Scope.Builder scope, ProjectDefinition project, Stage stage, FreightCollection collection) {
        FreightFunctions functions = new FreightFunctions(project, stage, collection);
        scope.function("warehouse", FreightFunctions::warehouse)
                .function("commitFrom", functions::commitFrom)
                .function("imageFrom", functions::imageFrom)
                .function("chartFrom", functions::chartFrom)
                .function("artifactFrom", functions::artifactFrom);
    }

    private static GoObject warehouse(List<@Nullable Object> arguments) {
        Arguments.count("warehouse", arguments, 1, 1);
        String name = Arguments.text("warehouse", arguments, 0);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("warehouse() needs the name of a Warehouse");
        }
        return GoStruct.named("FreightOrigin")
                .field("Kind", "kind", "Warehouse")
                .field("Name", "name", name)
                .build();
    }

    private @Nullable Object commitFrom(List<@Nullable Object> arguments) {
        Arguments.count("commitFrom", arguments, 1, 2);
        String url = RepositoryUrl.normaliseGit(Arguments.text("commitFrom", arguments, 0));
        Predicate<String> sameRepository =
                other -> RepositoryUrl.normaliseGit(other).equals(url);
        return artifacts(origin(
                        "commitFrom",
                        arguments,
                        1,
                        subscription ->
                                subscription instanceof Subscription.Git git && sameRepository.test(git.repoUrl())))
                .flatMap(artifacts -> artifacts.commits().stream())
                .filter(commit -> sameRepository.test(commit.repoUrl()))
                .findFirst()
                .map(commit -> GoStruct.named("GitCommit")
                        .optional("RepoURL", "repoURL", commit.repoUrl())
                        .optional("ID", "id", commit.id())
                        .optional("Branch", "branch", commit.branch())
                        .optional("Tag", "tag", commit.tag())
                        .optional("Message", "message", commit.message())
                        .optional("Author", "author", commit.author())
                        .optional("Committer", "committer", commit.committer())
                        .optional("SubscriptionName", "subscriptionName", commit.subscriptionName())
                        .build())
                .orElse(null);
    }

    private @Nullable Object imageFrom(List<@Nullable Object> arguments) {
        Arguments.count("imageFrom", arguments, 1, 2);
        String url = Arguments.text("imageFrom", arguments, 0);
        return artifacts(origin(
                        "imageFrom",
                        arguments,
                        1,
                        subscription -> subscription instanceof Subscription.ContainerImage image
                                && image.repoUrl().equals(url)))
                .flatMap(artifacts -> artifacts.images().stream())
                .filter(image -> image.repoUrl().equals(url))
                .findFirst()
                .map(image -> GoStruct.named("Image")
                        .optional("RepoURL", "repoURL", image.repoUrl())
                        .optional("Tag", "tag", image.tag())
                        .optional("Digest", "digest", image.digest())
                        .optional("Annotations", "annotations", StringMap.of(image.annotations()))
                        .optional("SubscriptionName", "subscriptionName", image.subscriptionName())
                        .build())
                .orElse(null);
    }

    private @Nullable Object chartFrom(List<@Nullable Object> arguments) {
        Arguments.count("chartFrom", arguments, 1, 3);
        String url = Arguments.text("chartFrom", arguments, 0);
        boolean named = arguments.size() > 1 && arguments.get(1) instanceof String;
        String name = named ? Arguments.text("chartFrom", arguments, 1) : "";
        if (arguments.size() == 3 && name.isEmpty()) {
            throw new IllegalArgumentException("chartFrom() with an origin needs the name of a chart between the two");
        }
        int originAt = named || arguments.size() == 3 ? 2 : 1;
        Optional<FreightOrigin> origin = origin(
                "chartFrom",
                arguments,
                originAt,
                subscription -> subscription instanceof Subscription.HelmChart chart
                        && chart.repoUrl().equals(url)
                        && chart.chartName().equals(name));
        if (origin.isEmpty()) {
            throw new IllegalArgumentException("chartFrom(): no Warehouse of Stage '" + stage.name()
                    + "' subscribes to chart '" + name + "' of " + url);
        }
        return artifacts(origin)
                .flatMap(artifacts -> artifacts.charts().stream())
                .filter(chart -> chart.repoUrl().equals(url) && chart.name().equals(name))
                .findFirst()
                .map(chart -> GoStruct.named("Chart")
                        .optional("RepoURL", "repoURL", chart.repoUrl())
                        .optional("Name", "name", chart.name())
                        .optional("Version", "version", chart.version())
                        .optional("SubscriptionName", "subscriptionName", chart.subscriptionName())
                        .build())
                .orElse(null);
    }

    private @Nullable Object artifactFrom(List<@Nullable Object> arguments) {
        Arguments.count("artifactFrom", arguments, 1, 2);
        String name = Arguments.text("artifactFrom", arguments, 0);
        return artifacts(origin(
                        "artifactFrom",
                        arguments,
                        1,
                        subscription -> subscription instanceof Subscription.Generic generic
                                && generic.name().equals(name)))
                .flatMap(artifacts -> artifacts.artifacts().stream())
                .filter(artifact -> artifact.subscriptionName().equals(name))
                .findFirst()
                .map(artifact -> GoStruct.named("ArtifactReference")
                        .optional("ArtifactType", "artifactType", artifact.artifactType())
                        .optional("SubscriptionName", "subscriptionName", artifact.subscriptionName())
                        .optional("Version", "version", artifact.version())
                        .optional("Metadata", "metadata", GoJson.fromTree(artifact.metadata()))
                        .build())
                .orElse(null);
    }

    private Stream<Artifacts> artifacts(Optional<FreightOrigin> origin) {
        return origin.map(found -> collection.items().get(found.key())).map(FreightReference::artifacts).stream();
    }

    /** The origin given as an argument, or the only one requested that subscribes to what is meant. */
    private Optional<FreightOrigin> origin(
            String function, List<@Nullable Object> arguments, int at, Predicate<Subscription> meant) {
        if (arguments.size() > at) {
            return Optional.of(origin(function, arguments.get(at)));
        }
        List<FreightOrigin> found = new ArrayList<>();
        for (FreightRequest request : stage.requestedFreight()) {
            Warehouse warehouse = project.warehouse(request.origin().name())
                    .orElseThrow(() -> new IllegalArgumentException(function + "(): there is no Warehouse '"
                            + request.origin().name() + "', which Stage '" + stage.name() + "' requests Freight of"));
            if (warehouse.subscriptions().stream().anyMatch(meant)) {
                found.add(request.origin());
            }
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    function + "(): both " + found.get(0).key() + " and "
                            + found.get(1).key()
                            + " subscribe to it; disambiguate with the origin, as in " + function + "(…, warehouse('"
                            + found.get(0).name() + "'))");
        }
        return found.stream().findFirst();
    }

    private static FreightOrigin origin(String function, @Nullable Object argument) {
        if (argument instanceof GoObject object && object.has("Kind") && object.has("Name")) {
            return new FreightOrigin(
                    Objects.toString(object.field("Kind"), ""), Objects.toString(object.field("Name"), ""));
        }
        throw new IllegalArgumentException(function + "() takes an origin as its last argument, such as warehouse('"
                + "app'), not " + GoJson.text(argument));
    }
}
