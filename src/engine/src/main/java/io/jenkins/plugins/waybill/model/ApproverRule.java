package io.jenkins.plugins.waybill.model;

import org.jspecify.annotations.Nullable;

/**
 * Who may answer: a claim with its value, or a role; in the words of Kargo's {@code wait-for-approval}.
 *
 * @param claim such as {@code groups}, {@code email} or {@code user}; null for a role
 * @param value what the claim must be; null for a role
 * @param role a role's name; null for a claim
 * @param required whether one approval must come from someone it matches
 * @param minApprovals how many people it matches must approve, each of whom fills no other rule's number; null for no
 *     number of its own
 */
public record ApproverRule(
        @Nullable String claim,
        @Nullable String value,
        @Nullable String role,
        boolean required,
        @Nullable Integer minApprovals) {

    /** A person by login name. */
    public static ApproverRule user(String name) {
        return new ApproverRule("user", name, null, false, null);
    }

    /** Everybody in a group. */
    public static ApproverRule group(String name) {
        return new ApproverRule(Identity.GROUPS, name, null, false, null);
    }

    /** So many people that this matches must approve; they fill no other rule's number. */
    public ApproverRule atLeast(int people) {
        return new ApproverRule(claim, value, role, required, people);
    }

    /** Whether someone is meant. */
    public boolean matches(Identity identity) {
        if (role != null) {
            return identity.hasRole(role);
        }
        return claim != null && value != null && identity.has(claim, value);
    }

    /** How many people of its own it wants; 0 for none. */
    public int seats() {
        return minApprovals == null ? 0 : minApprovals;
    }

    /** For people, such as {@code group operations}. */
    public String describe() {
        if (role != null) {
            return "role " + role;
        }
        return (Identity.GROUPS.equals(claim) ? "group" : claim) + " " + value;
    }
}
