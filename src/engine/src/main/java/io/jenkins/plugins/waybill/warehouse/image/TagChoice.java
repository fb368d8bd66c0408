package io.jenkins.plugins.waybill.warehouse.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.Fates;
import io.jenkins.plugins.waybill.warehouse.NameFilter;
import io.jenkins.plugins.waybill.warehouse.VersionFilter;
import org.jspecify.annotations.Nullable;

/** What can be said of tags by their names alone. */
final class TagChoice {

    private static final Comparator<String> BY_BYTES_DESCENDING = Comparator.comparing(
            tag -> tag.getBytes(StandardCharsets.UTF_8), (one, other) -> Arrays.compareUnsigned(other, one));

    private final List<String> admitted = new ArrayList<>();
    private final List<Candidate> left = new ArrayList<>();

    private TagChoice() {}

    /** Sifts the tags of a repository by a subscription's rules about names. */
    static TagChoice of(List<String> tags, Subscription.ContainerImage wanted) throws DiscoveryException {
        NameFilter names = NameFilter.of(wanted.allowTagsRegexes(), wanted.ignoreTagsRegexes());
        @Nullable
        VersionFilter versions = wanted.strategy() == ImageSelection.SEMVER
                ? VersionFilter.of(wanted.strictSemvers(), "constraint", wanted.constraint())
                : null;
        TagChoice choice = new TagChoice();
        for (String tag : tags) {
            Optional<String> objection = names.objection(tag);
            if (objection.isEmpty() && versions != null) {
                objection = versions.objection(tag);
            }
            objection.ifPresentOrElse(
                    reason -> choice.left.add(new Candidate(tag, false, reason)), () -> choice.admitted.add(tag));
        }
        choice.admitted.sort(versions == null ? BY_BYTES_DESCENDING : versions.order());
        choice.left.sort(Comparator.comparing(Candidate::what, BY_BYTES_DESCENDING));
        return choice;
    }

    /** The tags that count: newest version first with SemVer, or else byte-wise descending. */
    List<String> admitted() {
        return admitted;
    }

    /** Those that do not, with the reason for each, after what became of the others. */
    List<Candidate> explain(List<Candidate> others) {
        Fates fates = new Fates();
        others.forEach(fates::add);
        left.forEach(fates::add);
        return fates.list();
    }
}
