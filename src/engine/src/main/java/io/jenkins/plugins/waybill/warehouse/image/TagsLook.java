package io.jenkins.plugins.waybill.warehouse.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.Observation;
import io.jenkins.plugins.waybill.warehouse.SubscriptionResult;
import org.jspecify.annotations.Nullable;

/**
 * A look at all tags of a repository. The fingerprint names the tags that count and where the best one points; the other
 * tags are looked at again when somebody asks, and once an hour, since any of them may move.
 */
final class TagsLook implements Observation {

    private static final int SECONDS_PER_HOUR = 3_600;

    private final RemoteRepository repository;
    private final Subscription.ContainerImage wanted;
    private final ImageMemory memory;
    private final Crew crew;
    private final List<String> tags;
    private final TagChoice choice;
    private final String rules;
    private final Predicate<String> unmoved;
    private final String route;
    private String best;

    private TagsLook(
            RemoteRepository repository,
            Subscription.ContainerImage wanted,
            ImageMemory memory,
            Crew crew,
            List<String> tags,
            TagChoice choice,
            String rules,
            Predicate<String> unmoved,
            String route,
            String best) {
        this.repository = repository;
        this.wanted = wanted;
        this.memory = memory;
        this.crew = crew;
        this.tags = tags;
        this.choice = choice;
        this.rules = rules;
        this.unmoved = unmoved;
        this.route = route;
        this.best = best;
    }

    static TagsLook at(
            RemoteRepository repository,
            Subscription.ContainerImage wanted,
            ImageMemory memory,
            Crew crew,
            Instant now,
            String before)
            throws RegistryException, DiscoveryException {
        List<String> tags = repository.tags();
        String route = repository.route();
        TagChoice choice = TagChoice.of(tags, wanted);
        String hour = wanted.cacheByTag() || choice.admitted().size() < 2 ? "" : hour(wanted, now);
        String rules = Fingerprint.of(wanted, choice.admitted()) + " " + hour;
        String[] parts = before.split(" ", 3);
        String former = parts.length == 3 ? parts[2].replaceFirst("@.*", "") : "";
        boolean lookedAtLately = parts.length == 3 && parts[1].equals(hour) && !hour.isEmpty();
        Predicate<String> unmoved = tag -> wanted.cacheByTag() || lookedAtLately && !tag.equals(former);
        String best = "";
        if (before.startsWith(rules + " ")) {
            best = wanted.cacheByTag() || former.isEmpty()
                    ? parts[2]
                    : former + "@" + repository.digest(former).orElse("");
        }
        return new TagsLook(repository, wanted, memory, crew, tags, choice, rules, unmoved, route, best);
    }

    /** Each repository's hours begin at a time of their own. */
    private static String hour(Subscription.ContainerImage wanted, Instant now) {
        long shift = Math.floorMod(wanted.repoUrl().hashCode(), SECONDS_PER_HOUR);
        return String.valueOf((now.getEpochSecond() + shift) / SECONDS_PER_HOUR);
    }

    @Override
    public String fingerprint() {
        return rules + " " + best;
    }

    @Override
    public SubscriptionResult candidates() throws DiscoveryException {
        RepositoryMemory known = memory.of(repository.name());
        ImageReader reader = new ImageReader(repository, known, unmoved);
        try {
            @Nullable Platform platform = wanted.platform().isEmpty() ? null : Platform.parse(wanted.platform());
            List<Candidate> fates = new ArrayList<>();
            List<FoundImage> taken = wanted.strategy() == ImageSelection.NEWEST_BUILD
                    ? newest(reader, platform, fates)
                    : inOrder(reader, platform, fates);
            SubscriptionResult result = ImageResult.of(wanted, taken, choice.explain(fates), reader, platform)
                    .noting(route);
            known.retain(tags);
            remember(taken, known);
            return result;
        } catch (RegistryException e) {
            throw ImageSource.failure(e);
        } finally {
            memory.keep(repository.name(), known);
        }
    }

    /** The next look is at the best tag; where none was taken, at the one that would have been. */
    private void remember(List<FoundImage> taken, RepositoryMemory known) {
        if (!taken.isEmpty()) {
            best = taken.get(0).tag() + "@" + taken.get(0).facts().digest();
        } else if (!choice.admitted().isEmpty()) {
            String first = choice.admitted().get(0);
            String digest = known.tag(first);
            best = first + "@" + (digest == null ? "" : digest);
        }
    }

    private record Looked(
            String tag,
            @Nullable ManifestFacts facts,
            @Nullable Instant created,
            String objection) {}

    private Looked look(ImageReader reader, @Nullable Platform platform, String tag, boolean age)
            throws RegistryException, DiscoveryException {
        Optional<ManifestFacts> facts = reader.resolve(tag);
        if (facts.isEmpty()) {
            return new Looked(tag, null, null, "it is gone from the registry");
        }
        String objection =
                platform == null ? "" : reader.objection(facts.get(), platform).orElse("");
        @Nullable Instant created = age && objection.isEmpty() ? reader.created(facts.get()) : null;
        return new Looked(tag, facts.get(), created, objection);
    }

    /** The first ones that pass; as many are asked for at once as may still be taken. */
    private List<FoundImage> inOrder(ImageReader reader, @Nullable Platform platform, List<Candidate> fates)
            throws RegistryException, DiscoveryException {
        List<FoundImage> taken = new ArrayList<>();
        List<String> admitted = choice.admitted();
        int next = 0;
        while (next < admitted.size() && taken.size() < wanted.discoveryLimit()) {
            int end = Math.min(admitted.size(), next + wanted.discoveryLimit() - taken.size());
            for (Looked looked : crew.all(admitted.subList(next, end), tag -> look(reader, platform, tag, false))) {
                take(looked, taken, fates);
            }
            next = end;
        }
        for (String tag : admitted.subList(next, admitted.size())) {
            fates.add(beyondLimit(tag));
        }
        return taken;
    }

    private List<FoundImage> newest(ImageReader reader, @Nullable Platform platform, List<Candidate> fates)
            throws RegistryException, DiscoveryException {
        List<Looked> all = new ArrayList<>(crew.all(choice.admitted(), tag -> look(reader, platform, tag, true)));
        // The tags are in descending order already, and sorting keeps it among equals.
        all.sort(Comparator.comparing(Looked::created, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        List<FoundImage> taken = new ArrayList<>();
        for (Looked looked : all) {
            if (looked.objection().isEmpty() && taken.size() >= wanted.discoveryLimit()) {
                fates.add(beyondLimit(looked.tag()));
            } else {
                take(looked, taken, fates);
            }
        }
        return taken;
    }

    private void take(Looked looked, List<FoundImage> taken, List<Candidate> fates) {
        ManifestFacts facts = looked.facts();
        if (facts == null || !looked.objection().isEmpty()) {
            fates.add(new Candidate(looked.tag(), false, looked.objection()));
            return;
        }
        taken.add(new FoundImage(looked.tag(), facts, looked.created()));
        String rank = taken.size() == 1 ? "the best" : "number " + taken.size();
        String how =
                switch (wanted.strategy()) {
                    case SEMVER -> " of the versions";
                    case LEXICAL -> " of the tags by name";
                    case NEWEST_BUILD ->
                        looked.created() == null
                                ? " by age; it does not say when it was built"
                                : " by age; built " + looked.created();
                    case DIGEST -> "";
                };
        fates.add(new Candidate(looked.tag(), true, rank + how));
    }

    private Candidate beyondLimit(String tag) {
        return new Candidate(tag, false, "discoveryLimit " + wanted.discoveryLimit() + " was reached");
    }
}
