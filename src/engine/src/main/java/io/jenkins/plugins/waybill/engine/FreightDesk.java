package io.jenkins.plugins.waybill.engine;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

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
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.policy.AvailableFreight;
import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.State;
import io.jenkins.plugins.waybill.store.Transaction;
import org.jspecify.annotations.Nullable;

/** Freight by its names, where it may go, and the changes of it that people and Warehouses ask for. Thread-safe. */
public final class FreightDesk {

    private static final int SHORTEST_PREFIX = 7;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EngineRoom room;
    private final Definitions definitions;

    FreightDesk(EngineRoom room) {
        this.room = room;
        definitions = room.definitions();
    }

    /** Freight by name, by a unique prefix of at least seven characters, or by alias; {@link Refusal} when none. */
    public Freight get(String project, String nameOrAlias) {
        return find(room.state(project), project, nameOrAlias);
    }

    /** May that Freight go to that Stage, and why. */
    public Eligibility eligibility(String project, String stage, String freight) {
        return Eligibility.decide(
                definitions.project(project), definitions.stage(project, stage), get(project, freight), room.now());
    }

    /** Freight that may go to that Stage, newest first. */
    public List<Freight> available(String project, String stage) {
        return AvailableFreight.list(
                definitions.project(project), definitions.stage(project, stage), room.state(project), room.now());
    }

    /** Assembles Freight by hand from artifacts that the Warehouse subscribes to. */
    public Freight create(
            String project, FreightOrigin origin, Artifacts artifacts, @Nullable String alias, Actor actor) {
        Warehouse warehouse = definitions.warehouse(project, origin.name());
        List<String> faults = ArtifactMatch.faults(warehouse, artifacts);
        if (!faults.isEmpty()) {
            throw new Refusal(Refusal.Code.INVALID, String.join(" ", faults), faults);
        }
        Freight created = room.store()
                .write(transaction -> register(transaction, project, origin, artifacts, alias, actor, room.now()));
        room.changed(project);
        room.stages().lookBehind(definitions.project(project), origin);
        return created;
    }

    /** Gives Freight another alias. */
    public Freight rename(String project, String freight, String alias, Actor actor) {
        Freight renamed = room.store()
                .write(transaction -> rename(transaction, latest(transaction, project, freight), alias, actor));
        room.changed(project);
        return renamed;
    }

    /** Clears Freight for a Stage, whatever verification and soak time say; repeating changes nothing. */
    public Freight approve(String project, String stage, String freight, Actor actor, String comment) {
        Stage declared = definitions.stage(project, stage);
        Freight named = get(project, freight);
        if (declared.request(named.origin()).isEmpty()) {
            throw new Refusal(
                    Refusal.Code.INVALID,
                    "Approval would not help: Stage '" + stage + "' takes no Freight from "
                            + named.origin().key() + ".");
        }
        Freight approved = room.store()
                .write(transaction -> approve(
                        transaction, latest(transaction, project, named.name()), stage, actor, comment, room.now()));
        room.changed(project);
        room.stages().look(project, stage);
        return approved;
    }

    private static Freight latest(Transaction transaction, String project, String nameOrAlias) {
        return find(transaction.state().project(project), project, nameOrAlias);
    }

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
        String given = alias == null || alias.isEmpty() ? madeUpAlias(transaction.state(), RANDOM) : alias;
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

    private static Freight approve(
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

    private static Freight rename(Transaction transaction, Freight freight, String alias, Actor actor) {
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

    /** An alias that no project uses, so that people may say it without the project's name. */
    static String madeUpAlias(State state, RandomGenerator random) {
        return FreightAlias.generate(random, alias -> state.projects().stream()
                .anyMatch(
                        project -> state.project(project).freightByAlias(alias).isPresent()));
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
