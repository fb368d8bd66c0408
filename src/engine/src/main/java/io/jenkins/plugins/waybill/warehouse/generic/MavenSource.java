package io.jenkins.plugins.waybill.warehouse.generic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.NameFilter;
import io.jenkins.plugins.waybill.warehouse.Observation;
import io.jenkins.plugins.waybill.warehouse.RankedLook;
import io.jenkins.plugins.waybill.warehouse.Ranking;
import io.jenkins.plugins.waybill.warehouse.SubscriptionSource;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.Version;
import org.eclipse.aether.version.VersionConstraint;

/**
 * Watches an artifact in a Maven repository, by its {@code maven-metadata.xml}: {@code maven: {config: {repoURL, groupId,
 * artifactId, versionRange, snapshots, allowVersionsRegexes, ignoreVersionsRegexes}}}. Versions are ordered, and ranges
 * read, as Maven does.
 */
public final class MavenSource implements SubscriptionSource {

    private static final String TYPE = "maven";
    private static final Set<String> FIELDS = Set.of(
            "repoURL",
            "groupId",
            "artifactId",
            "versionRange",
            "snapshots",
            "allowVersionsRegexes",
            "ignoreVersionsRegexes",
            "insecureSkipTLSVerify");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");

    private final WebFiles files;
    private final GenericVersionScheme scheme = new GenericVersionScheme();

    /** Looks through these web servers. */
    public MavenSource(WebFiles files) {
        this.files = files;
    }

    @Override
    public boolean watches(Subscription subscription) {
        return subscription instanceof Subscription.Generic generic
                && generic.type().equals(TYPE);
    }

    @Override
    public Observation observe(String project, Subscription subscription, String before) throws DiscoveryException {
        Subscription.Generic wanted = (Subscription.Generic) subscription;
        Settings settings = Settings.of(wanted, FIELDS);
        String repository = settings.url("repoURL");
        String group = name(settings, "groupId");
        String artifact = name(settings, "artifactId");
        NameFilter names = NameFilter.of(
                settings.texts("allowVersionsRegexes"),
                settings.texts("ignoreVersionsRegexes"),
                "allowVersionsRegexes",
                "ignoreVersionsRegexes");
        Optional<VersionConstraint> range = range(settings);
        boolean snapshots = settings.flag("snapshots");
        String address = repository + "/" + group.replace('.', '/') + "/" + artifact + "/maven-metadata.xml";
        Ranking ranking = new Ranking();
        for (String version : versions(project, settings, repository, address)) {
            ranking.consider(version, text -> {
                if (!snapshots && text.endsWith("-SNAPSHOT")) {
                    return Optional.of("snapshots change under their name; 'snapshots' is not set");
                }
                Optional<String> objection = names.objection(text);
                return objection.isPresent()
                        ? objection
                        : range.filter(allowed -> !allowed.containsVersion(parse(text)))
                                .map(allowed -> "it is outside versionRange '" + allowed + "'");
            });
        }
        ranking.sort(Comparator.comparing(this::parse)
                .thenComparing(Comparator.naturalOrder())
                .reversed());
        return new RankedLook(
                wanted,
                List.of(wanted.name(), settings.all()),
                ranking,
                version -> Pinned.artifact(
                        wanted,
                        version,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("repoURL", repository)
                                .put("groupId", group)
                                .put("artifactId", artifact)),
                version -> Map.of("artifactFrom", Pinned.criteria(wanted, version)));
    }

    private List<String> versions(String project, Settings settings, String repository, String address)
            throws DiscoveryException {
        try {
            return files.read(
                            new WebFiles.Request(
                                    project,
                                    Credentials.Kind.GENERIC,
                                    repository,
                                    address,
                                    List.of(),
                                    TlsTrust.skipVerification(settings.flag("insecureSkipTLSVerify"))),
                            MavenMetadata.class,
                            MavenMetadata::read)
                    .versions();
        } catch (RegistryException e) {
            throw new DiscoveryException(
                    String.valueOf(e.getMessage()), e, e.retryAfter().orElse(null));
        }
    }

    private static String name(Settings settings, String field) throws DiscoveryException {
        String name = settings.required(field);
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw settings.wrong("has the '" + field + "' '" + name + "', which is none.");
        }
        return name;
    }

    private Optional<VersionConstraint> range(Settings settings) throws DiscoveryException {
        String text = settings.text("versionRange", "");
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            VersionConstraint range = scheme.parseVersionConstraint(text);
            if (range.getRange() == null) {
                throw settings.wrong("has the 'versionRange' '" + text + "', which is one version. Write [" + text
                        + "] for just that one, or a range such as [1.0,2.0).");
            }
            return Optional.of(range);
        } catch (InvalidVersionSpecificationException e) {
            throw settings.wrong("has a 'versionRange' that cannot be read: " + e.getMessage() + ".");
        }
    }

    private Version parse(String version) {
        try {
            return scheme.parseVersion(version);
        } catch (InvalidVersionSpecificationException e) {
            // Any text is a version to Maven.
            throw new IllegalStateException(e);
        }
    }
}
