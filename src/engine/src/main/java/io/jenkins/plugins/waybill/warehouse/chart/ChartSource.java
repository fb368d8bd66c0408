package io.jenkins.plugins.waybill.warehouse.chart;

import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.expression.GoStruct;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.semver.SemanticVersion;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.Observation;
import io.jenkins.plugins.waybill.warehouse.RankedLook;
import io.jenkins.plugins.waybill.warehouse.Ranking;
import io.jenkins.plugins.waybill.warehouse.SubscriptionSource;
import io.jenkins.plugins.waybill.warehouse.VersionFilter;

/** Watches Helm charts: {@code index.yaml} of a classic repository, or the tags of a chart in a registry. */
public final class ChartSource implements SubscriptionSource {

    private final Registry registry;
    private final WebFiles files;

    /** Looks through these registries and repositories. */
    public ChartSource(Registry registry, WebFiles files) {
        this.registry = registry;
        this.files = files;
    }

    @Override
    public boolean watches(Subscription subscription) {
        return subscription instanceof Subscription.HelmChart;
    }

    @Override
    public Observation observe(String project, Subscription subscription, String before) throws DiscoveryException {
        Subscription.HelmChart wanted = (Subscription.HelmChart) subscription;
        TlsTrust trust = TlsTrust.skipVerification(wanted.insecureSkipTlsVerify());
        try {
            return wanted.repoUrl().startsWith("oci://")
                    ? inRegistry(project, wanted, trust)
                    : inRepository(project, wanted, trust);
        } catch (RegistryException e) {
            throw new DiscoveryException(
                    String.valueOf(e.getMessage()), e, e.retryAfter().orElse(null));
        }
    }

    private RankedLook inRegistry(String project, Subscription.HelmChart wanted, TlsTrust trust)
            throws RegistryException, DiscoveryException {
        VersionFilter filter = VersionFilter.of(false, wanted.semverConstraint());
        Ranking ranking = new Ranking();
        RemoteRepository repository = registry.repository(project, Credentials.Kind.HELM, wanted.repoUrl(), trust);
        for (String tag : repository.tags()) {
            // A tag cannot hold a plus sign, so Helm writes another.
            String version = tag.replace('_', '+');
            if (SemanticVersion.tryParseStrictly(version) == null) {
                ranking.leave(tag, "it is no version as Helm writes it: three parts, no v");
            } else {
                ranking.consider(version, filter::objection);
            }
        }
        return look(wanted, ranking, filter).noting(repository.route());
    }

    private RankedLook inRepository(String project, Subscription.HelmChart wanted, TlsTrust trust)
            throws RegistryException, DiscoveryException {
        VersionFilter filter = VersionFilter.of(false, wanted.semverConstraint());
        Ranking ranking = new Ranking();
        String address = wanted.repoUrl().replaceFirst("/$", "") + "/index.yaml";
        ChartIndex index = files.read(
                new WebFiles.Request(project, Credentials.Kind.HELM, wanted.repoUrl(), address, List.of(), trust),
                ChartIndex.class,
                ChartIndex::read);
        List<String> versions = index.versions().get(wanted.chartName());
        if (versions == null) {
            ranking.leave(wanted.chartName(), noSuchChart(index));
            return look(wanted, ranking, filter);
        }
        versions.forEach(version -> ranking.consider(version, filter::objection));
        return look(wanted, ranking, filter);
    }

    private static String noSuchChart(ChartIndex index) {
        List<String> some = index.versions().keySet().stream().limit(10).toList();
        return "the index has no such chart; it has "
                + (some.isEmpty() ? "none" : String.join(", ", some))
                + (index.versions().size() > some.size()
                        ? " and " + (index.versions().size() - some.size()) + " more"
                        : "");
    }

    private static RankedLook look(Subscription.HelmChart wanted, Ranking ranking, VersionFilter filter) {
        ranking.sort(filter.order());
        return new RankedLook(
                wanted,
                List.of(wanted.repoUrl(), wanted.chartName(), wanted.semverConstraint(), wanted.name()),
                ranking,
                version -> new Artifacts(
                        List.of(),
                        List.of(),
                        List.of(new Chart(wanted.repoUrl(), wanted.chartName(), version, wanted.name())),
                        List.of()),
                version -> Map.of(
                        "chartFrom",
                        GoStruct.named("Chart")
                                .optional("RepoURL", "repoURL", wanted.repoUrl())
                                .optional("Name", "name", wanted.chartName())
                                .optional("Version", "version", version)
                                .optional("SubscriptionName", "subscriptionName", wanted.name())
                                .build()));
    }
}
