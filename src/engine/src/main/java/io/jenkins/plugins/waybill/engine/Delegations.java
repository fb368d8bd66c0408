package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.store.Transaction;

/**
 * Rights to answer approvals that people lend to others for a while. A substitute answers where the lender could have;
 * both are named in the answer and in the audit log, and separation of duties holds for both.
 */
public final class Delegations {

    private static final Duration LONGEST = Duration.ofDays(366);

    private final EngineRoom room;

    Delegations(EngineRoom room) {
        this.room = room;
    }

    /** Those of a project that hold now, by lender and substitute. */
    public List<Delegation> inForce(String project) {
        room.definitions().project(project);
        Instant now = room.now();
        return room.state(project).delegations().stream()
                .filter(delegation -> delegation.holds(now))
                .toList();
    }

    /**
     * Lends someone's right, with the groups they are in now. Lending to the same person again replaces what was.
     *
     * @param to the login name of the substitute
     * @param until from when on it holds no more; within a year
     * @param reason may be empty
     */
    public Delegation lend(String project, Identity from, String to, Instant until, String reason) {
        room.definitions().project(project);
        Actor substitute = Actor.user(to.strip());
        if (to.isBlank() || substitute.equals(from.actor())) {
            throw new Refusal(
                    Refusal.Code.INVALID, "Name the login name of somebody else, who is to answer in your place.");
        }
        Instant now = room.now();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw new Refusal(
                    Refusal.Code.INVALID,
                    "A delegation ends within a year, and not before it begins; " + until + " does not fit.");
        }
        Delegation delegation = new Delegation(project, from, substitute, now, until, reason.strip());
        room.store().write(transaction -> {
            transaction.state().project(project).delegations().stream()
                    .filter(old -> !old.holds(now))
                    .forEach(old -> transaction.deleteDelegation(project, old.id()));
            transaction.put(delegation);
            audit(transaction, delegation, from.actor(), "ApprovalsDelegated");
            return delegation;
        });
        room.changed(project);
        return delegation;
    }

    /**
     * Ends a delegation before its time; one that has ended stays so. {@link Refusal} unless the lender or the substitute does, or somebody who may
     * override.
     *
     * @param mayOverride whether the host lets them override
     */
    public void end(String project, String from, String to, Actor by, boolean mayOverride) {
        room.definitions().project(project);
        room.store().write(transaction -> {
            Optional<Delegation> known = find(transaction, project, from + "/" + to);
            if (known.isEmpty()) {
                return known;
            }
            Delegation delegation = known.get();
            if (!mayOverride && !by.equals(delegation.from().actor()) && !by.equals(delegation.to())) {
                throw new Refusal(
                        Refusal.Code.FORBIDDEN,
                        "This delegation is between "
                                + delegation.from().actor().displayName() + " and "
                                + delegation.to().displayName() + "; one of them ends it.");
            }
            transaction.deleteDelegation(project, delegation.id());
            audit(transaction, delegation, by, "DelegationEnded");
            return known;
        });
        room.changed(project);
    }

    private static Optional<Delegation> find(Transaction transaction, String project, String id) {
        return transaction.state().project(project).delegations().stream()
                .filter(delegation -> delegation.id().equals(id))
                .findFirst();
    }

    private static void audit(Transaction transaction, Delegation delegation, Actor by, String type) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("from", delegation.from().actor().toString())
                .put("to", delegation.to().toString())
                .put("until", delegation.until().toString());
        if (!delegation.reason().isEmpty()) {
            detail.put("reason", delegation.reason());
        }
        transaction.audit(delegation.project(), by, type, "delegation/" + delegation.id(), detail);
    }
}
