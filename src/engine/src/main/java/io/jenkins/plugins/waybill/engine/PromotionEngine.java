package io.jenkins.plugins.waybill.engine;

import java.util.Optional;
import java.util.function.Consumer;

import io.jenkins.plugins.waybill.audit.AuditLog;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.StoreTrouble;

/**
 * The engine as hosts see it. Thread-safe. Reading never waits for writing; every change is durable when its method
 * returns and carries an audit event.
 */
public final class PromotionEngine implements AutoCloseable {

    /** How much an engine does by itself. */
    public enum Mode {
        /** Resumes what was running, polls Warehouses, promotes automatically, verifies. */
        AUTOMATIC,
        /** Only what this process asks for: no polling, no auto-promotion, nothing resumed. For one-off commands. */
        ON_REQUEST
    }

    private final EngineRoom room;
    private final Projects projects;
    private final Warehouses warehouses;
    private final FreightDesk freight;
    private final Stages stages;
    private final Promotions promotions;
    private final Answers answers;
    private final Verifications verifications;
    private final Delegations delegations;
    private final WebhookDesk webhooks;

    private PromotionEngine(EngineRoom room) {
        this.room = room;
        projects = new Projects(room);
        warehouses = new Warehouses(room);
        freight = new FreightDesk(room);
        stages = new Stages(room);
        promotions = new Promotions(room, freight, stages);
        answers = new Answers(room, promotions);
        verifications = new Verifications(room);
        delegations = new Delegations(room);
        webhooks = new WebhookDesk(room);
    }

    /** Opens the state in {@link Host#home()}, resumes what was running, and starts the loops. */
    public static PromotionEngine start(Host host) {
        return start(host, EngineOptions.standard());
    }

    /** Opens the state in {@link Host#home()}. */
    public static PromotionEngine start(Host host, Mode mode) {
        return start(host, EngineOptions.standard().with(mode));
    }

    /** Opens the state in {@link Host#home()}; promotions of a project go on once it is defined. */
    public static PromotionEngine start(Host host, EngineOptions options) {
        return new PromotionEngine(EngineRoom.open(host, options));
    }

    /**
     * Why the store takes no changes at the moment, for hosts that warn their administrators; empty when all is well.
     * Never blocks.
     */
    public Optional<StoreTrouble> storeTrouble() {
        return room.store().trouble();
    }

    /** The projects in force. */
    public Projects projects() {
        return projects;
    }

    /** What the Warehouses of these projects see. */
    public Warehouses warehouses() {
        return warehouses;
    }

    /** What there is to promote, and where to. */
    public FreightDesk freight() {
        return freight;
    }

    /** What goes for a Stage now. */
    public Stages stages() {
        return stages;
    }

    /** Bringing Freight to Stages, and what has become of it. */
    public Promotions promotions() {
        return promotions;
    }

    /** What people say to promotions that wait for them. */
    public Answers answers() {
        return answers;
    }

    /** Whether what a Stage runs does well there. */
    public Verifications verifications() {
        return verifications;
    }

    /** What forges and registries tell. */
    public WebhookDesk webhooks() {
        return webhooks;
    }

    /** What has become of a project as of the last durable change; never blocks. */
    public ProjectState state(String project) {
        return room.store().state().project(project);
    }

    /** The audit log of all projects. */
    public AuditLog audit() {
        return room.store().audit();
    }

    /** Gates that people open outside of any promotion. */
    public Approvals approvals() {
        return room.approvals();
    }

    /** Rights to answer that people lend to others. */
    public Delegations delegations() {
        return delegations;
    }

    /** Looks at every Stage and throws away what is too old. Happens by itself; for clocks that jump. */
    public void reconcile() {
        room.reconcile();
    }

    /**
     * Has a listener told the project whenever something in it changed durably. It must not block.
     *
     * @return closing it ends the telling
     */
    public AutoCloseable onChange(Consumer<String> listener) {
        return room.onChange(listener);
    }

    /**
     * Has somebody told how long things took. It must not block.
     *
     * @return closing it ends the telling
     */
    public AutoCloseable onTiming(Consumer<Timing> watch) {
        return room.onTiming(watch);
    }

    /** Stops the loops, lets running steps reach a safe point, closes the state. */
    @Override
    public void close() {
        room.close();
    }
}
