package io.jenkins.plugins.waybill.engine;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightAlias;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.FreightStatus.FreightApproval;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Transaction;
import org.jspecify.annotations.Nullable;

/** Freight by its names, and the changes of Freight that people and Warehouses ask for, each within one change. */
final class FreightDesk {

    private static final int SHORTEST_PREFIX = 7;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreightDesk() {}

    /** By name, by a unique prefix of at least seven characters, or by alias. */
    static Freight find(ProjectState state, String project, String nameOrAlias) {
        Optional<Freight> exact = state.freight(nameOrAlias).or(() -> state.freightByAlias(nameOrAlias));
        if (exact.isPresent()) {
            return exact.get();
        }
        List<Freight> matching = nameOrAlias.length() < SHORTEST_PREFIX
                ? List.of()
                : state.freight().stream()
                        .filter(freight -> freight.name().startsWith(nameOrAlias))
                        .toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        if (matching.size() > 1) {
            throw new Refusal(
                    Refusal.Code.INVALID,
                    "'" + nameOrAlias + "' begins the name of " + matching.size() + " pieces of Freight in project '"
                            + project + "': "
                            + matching.stream().map(Freight::alias).sorted().toList()
                            + ". Give more of the name, or the alias.");
        }
        throw new Refusal(
                Refusal.Code.NOT_FOUND,
                "Project '" + project + "' has no Freight '" + nameOrAlias
                        + "'. Give its alias, its name, or at least the first " + SHORTEST_PREFIX
                        + " characters of the name.");
    }

    /**
     * Adds Freight, unless the very same is there already.
     *
     * @param alias null for one made up
     * @return the Freight that is there now
     */
    static Freight register(
            Transaction transaction,
            String project,
            FreightOrigin origin,
            Artifacts artifacts,
            @Nullable String alias,
            Actor actor,
            Instant now) {
        ProjectState state = transaction.state().project(project);
        String name = FreightName.of(origin, artifacts);
        Optional<Freight> existing = state.freight(name);
        if (existing.isPresent()) {
            return existing.get();
        }
        if (alias != null && !alias.isEmpty()) {
            refuseTaken(state, alias);
        }
        String given = alias == null || alias.isEmpty()
                ? FreightAlias.generate(
                        RANDOM, taken -> state.freightByAlias(taken).isPresent())
                : alias;
        Freight freight = new Freight(project, name, given, origin, artifacts, now, actor, FreightStatus.NEW);
        transaction.put(freight);
        transaction.audit(
                project,
                actor,
                "FreightCreated",
                subject(freight),
                detail(freight).put("warehouse", origin.name()));
        return freight;
    }

    static Freight approve(
            Transaction transaction, Freight freight, String stage, Actor actor, String comment, Instant now) {
        FreightStatus status = freight.status();
        if (status.approvedFor().containsKey(stage)) {
            return freight;
        }
        Map<String, FreightApproval> approved = new LinkedHashMap<>(status.approvedFor());
        approved.put(stage, new FreightApproval(now, actor, comment));
        Freight cleared = freight.withStatus(
                new FreightStatus(status.currentlyIn(), status.verifiedIn(), approved, status.metadata()));
        transaction.put(cleared);
        ObjectNode detail = detail(freight).put("stage", stage);
        if (!comment.isEmpty()) {
            detail.put("comment", comment);
        }
        transaction.audit(freight.project(), actor, "FreightApproved", subject(freight), detail);
        return cleared;
    }

    static Freight rename(Transaction transaction, Freight freight, String alias, Actor actor) {
        if (freight.alias().equals(alias)) {
            return freight;
        }
        if (alias.isBlank()) {
            throw new Refusal(Refusal.Code.INVALID, "An alias cannot be empty.");
        }
        refuseTaken(transaction.state().project(freight.project()), alias);
        Freight renamed = freight.withAlias(alias);
        transaction.put(renamed);
        transaction.audit(
                freight.project(),
                actor,
                "FreightRenamed",
                subject(freight),
                detail(renamed).put("before", freight.alias()));
        return renamed;
    }

    private static void refuseTaken(ProjectState state, String alias) {
        state.freightByAlias(alias).ifPresent(holder -> {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "The alias '" + alias + "' belongs to Freight " + holder.name() + " already. Choose another.");
        });
    }

    private static String subject(Freight freight) {
        return "freight/" + freight.name();
    }

    private static ObjectNode detail(Freight freight) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("freight", freight.name())
                .put("alias", freight.alias());
    }
}
