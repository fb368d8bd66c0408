package io.jenkins.plugins.waybill.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who has had a hand in what is to be approved.
 *
 * @param freightCreator who assembled the Freight; null when a Warehouse did
 * @param authors authors and committers of the commits in the Freight, as {@code Name <email>}
 * @param promoter who started the promotion; null when it was automatic
 */
public record Involvement(
        @Nullable Actor freightCreator,
        List<String> authors,
        @Nullable Actor promoter) {

    /** Nobody that is known. */
    public static final Involvement NONE = new Involvement(null, List.of(), null);

    public Involvement {
        authors = List.copyOf(authors);
    }

    /** A hand in it. */
    public enum Part {
        /** Assembled the Freight. */
        @JsonProperty("freight-creator")
        FREIGHT_CREATOR("created the Freight"),
        /** Wrote or committed one of its commits. */
        @JsonProperty("committer")
        COMMITTER("committed a change in it"),
        /** Started the promotion. */
        @JsonProperty("promoter")
        PROMOTER("started the promotion");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        /** What such a person did. */
        public String words() {
            return words;
        }
    }

    /** All parts: strict separation of duties. */
    public static final Set<Part> ALL = Set.copyOf(EnumSet.allOf(Part.class));

    /** The involvement in Freight and in a promotion of it. */
    public static Involvement of(Actor freightCreator, Artifacts artifacts, @Nullable Actor promoter) {
        return new Involvement(
                freightCreator.isController() ? null : freightCreator,
                artifacts.commits().stream()
                        .flatMap(commit -> Stream.of(commit.author(), commit.committer()))
                        .filter(name -> !name.isBlank())
                        .distinct()
                        .toList(),
                promoter == null || promoter.isController() ? null : promoter);
    }

    /** What someone did of the given parts, in words; empty when nothing. */
    public Optional<String> of(Identity identity, Set<Part> parts) {
        List<String> did = new ArrayList<>();
        if (parts.contains(Part.FREIGHT_CREATOR) && identity.actor().equals(freightCreator)) {
            did.add(Part.FREIGHT_CREATOR.words());
        }
        if (parts.contains(Part.COMMITTER) && authors.stream().anyMatch(author -> isAuthor(identity, author))) {
            did.add(Part.COMMITTER.words());
        }
        if (parts.contains(Part.PROMOTER) && identity.actor().equals(promoter)) {
            did.add(Part.PROMOTER.words());
        }
        return did.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", did));
    }

    /** Everybody who had such a part, in words: {@code pia started the promotion}. */
    public List<String> named(Set<Part> parts) {
        List<String> named = new ArrayList<>();
        if (freightCreator != null && parts.contains(Part.FREIGHT_CREATOR)) {
            named.add(freightCreator.displayName() + " " + Part.FREIGHT_CREATOR.words());
        }
        if (parts.contains(Part.COMMITTER)) {
            authors.stream()
                    .map(Involvement::withoutEmail)
                    .distinct()
                    .forEach(author -> named.add(author + " " + Part.COMMITTER.words()));
        }
        if (promoter != null && parts.contains(Part.PROMOTER)) {
            named.add(promoter.displayName() + " " + Part.PROMOTER.words());
        }
        return List.copyOf(named);
    }

    private static String withoutEmail(String author) {
        int open = author.lastIndexOf('<');
        String name = open < 0 ? author : author.substring(0, open);
        return name.isBlank() ? author : name.trim();
    }

    /**
     * By email where both are known; else by name. An account whose full name is the author's counts as the author: to
     * ask one person too many does less harm than to let an author approve.
     */
    private static boolean isAuthor(Identity identity, String author) {
        int open = author.lastIndexOf('<');
        int close = author.lastIndexOf('>');
        String name = (open < 0 ? author : author.substring(0, open)).trim();
        String email = open < 0 || close < open
                ? ""
                : author.substring(open + 1, close).trim();
        if (!email.isEmpty()
                && (identity.has("email", email) || sameText(identity.actor().name(), email))) {
            return true;
        }
        return !name.isEmpty()
                && (sameText(identity.actor().name(), name)
                        || identity.claims().getOrDefault("name", Set.of()).stream()
                                .anyMatch(known -> sameText(known, name)));
    }

    private static boolean sameText(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
