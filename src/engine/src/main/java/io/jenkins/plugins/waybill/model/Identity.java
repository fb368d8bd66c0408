package io.jenkins.plugins.waybill.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Someone who asks or answers, with what the host knows of them at that moment.
 *
 * @param actor who
 * @param groups names of the groups and roles they have, as the host writes them
 * @param claims what else is known, such as {@code email}; a claim may have several values
 */
public record Identity(Actor actor, Set<String> groups, Map<String, Set<String>> claims) {

    /** The claim under which groups are asked for, as OpenID Connect providers name it. */
    public static final String GROUPS = "groups";

    public Identity {
        groups = Collections.unmodifiableSet(new TreeSet<>(groups));
        Map<String, Set<String>> copied = new TreeMap<>();
        claims.forEach((claim, values) -> copied.put(claim, Collections.unmodifiableSet(new TreeSet<>(values))));
        claims = Collections.unmodifiableMap(copied);
    }

    /** Someone of whom nothing but the name is known. */
    public static Identity of(Actor actor) {
        return new Identity(actor, Set.of(), Map.of());
    }

    /** A person known by a login name, and the groups they are in. */
    public static Identity user(String name, Collection<String> groups) {
        return new Identity(Actor.user(name), Set.copyOf(groups), Map.of());
    }

    /** With one more value of a claim. */
    public Identity withClaim(String claim, String value) {
        Map<String, Set<String>> more = new TreeMap<>(claims);
        Set<String> values = new TreeSet<>(more.getOrDefault(claim, Set.of()));
        values.add(value);
        more.put(claim, values);
        return new Identity(actor, groups, more);
    }

    /**
     * Whether a claim has that value. {@code groups} asks for a group; the actor's kind is a claim whose value is its
     * name; an {@code email} is compared without regard to case.
     */
    public boolean has(String claim, String value) {
        if (claim.equals(GROUPS) && groups.contains(value)) {
            return true;
        }
        if (actor.kind().equals(claim) && same(claim, actor.name(), value)) {
            return true;
        }
        return claims.getOrDefault(claim, Set.of()).stream().anyMatch(known -> same(claim, known, value));
    }

    /** Whether the host gave them that role: a group of that name, or a claim {@code role} or {@code roles}. */
    public boolean hasRole(String role) {
        return groups.contains(role) || has("role", role) || has("roles", role);
    }

    private static boolean same(String claim, String known, String value) {
        return claim.equals("email")
                ? known.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))
                : known.equals(value);
    }
}
