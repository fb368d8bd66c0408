package io.jenkins.plugins.waybill.engine;

import java.util.List;

import io.jenkins.plugins.waybill.audit.AuditLog;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.store.LogLine;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

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

    /** Opens the state in {@link Host#home()}, resumes what was running, and starts the loops. */
    public static PromotionEngine start(Host host) {
        return start(host, Mode.AUTOMATIC);
    }

    /** Opens the state in {@link Host#home()}. */
    public static PromotionEngine start(Host host, Mode mode) {
        throw new UnsupportedOperationException();
    }

    /** Adds a project or replaces its definition; running promotions keep the steps they started with. */
    public void define(ProjectDefinition definition) {
        throw new UnsupportedOperationException();
    }

    /** The projects in force, by name. */
    public List<ProjectDefinition> projects() {
        throw new UnsupportedOperationException();
    }

    /** The project in force; {@link Refusal} when there is none. */
    public ProjectDefinition project(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Grows whenever the project's definition is replaced; together with {@link ProjectState#version()} it tells a poller
     * whether anything can have changed. 0 when there is no such project.
     */
    public long definitionVersion(String project) {
        throw new UnsupportedOperationException();
    }

    /** What has become of a project as of the last durable change; never blocks. */
    public ProjectState state(String project) {
        throw new UnsupportedOperationException();
    }

    /** A promotion with all its steps, however old; {@link Refusal} when there is none. */
    public Promotion promotion(String project, String name) {
        throw new UnsupportedOperationException();
    }

    /** Lines that the steps of a promotion logged, oldest first; secrets are masked. */
    public List<LogLine> log(String project, String promotion) {
        throw new UnsupportedOperationException();
    }

    /**
     * What a step changed in the files, as a unified diff; empty when it changed nothing or has not ended.
     *
     * @param step the step's alias
     */
    public String stepDiff(String project, String promotion, String step) {
        throw new UnsupportedOperationException();
    }

    /** The event log of all projects. */
    public AuditLog audit() {
        throw new UnsupportedOperationException();
    }

    /** Freight by name, by a unique prefix of at least seven characters, or by alias; {@link Refusal} when none. */
    public Freight freight(String project, String nameOrAlias) {
        throw new UnsupportedOperationException();
    }

    /** May that Freight go to that Stage, and why. */
    public Eligibility eligibility(String project, String stage, String freight) {
        throw new UnsupportedOperationException();
    }

    /** Freight that may go to that Stage, newest first. */
    public List<Freight> available(String project, String stage) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for a promotion; it is queued and runs by itself.
     *
     * @param freight name, prefix or alias
     * @param actor who asks
     * @param rollback whether the person means to go back
     */
    public Promotion promote(String project, String stage, String freight, Actor actor, boolean rollback) {
        throw new UnsupportedOperationException();
    }

    /** Asks for a promotion of the origin's auto-promotion candidate. */
    public Promotion promoteNewest(String project, String stage, FreightOrigin origin, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Asks a promotion to stop; what it has already done outside stays. */
    public Promotion abort(String project, String promotion, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Clears Freight for a Stage, whatever verification and soak time say; repeating changes nothing. */
    public Freight approveFreight(String project, String stage, String freight, Actor actor, String comment) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers a promotion that waits for approval.
     *
     * @param step the step that asks; null for the one that waits now
     */
    public Promotion respond(
            String project, String promotion, @Nullable String step, Actor actor, boolean approved, String comment) {
        throw new UnsupportedOperationException();
    }

    /** Assembles Freight by hand from artifacts that the Warehouse subscribes to. */
    public Freight createFreight(
            String project, FreightOrigin origin, Artifacts artifacts, @Nullable String alias, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Gives Freight another alias. */
    public Freight renameFreight(String project, String freight, String alias, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Runs discovery now; returns when it is done. */
    public void refresh(String project, String warehouse) {
        throw new UnsupportedOperationException();
    }

    /** Verifies again what the Stage runs now. */
    public Verification reverify(String project, String stage, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Rehearses a promotion with every effect outside withheld; changes nothing. */
    public Plan plan(String project, String stage, String freight) {
        throw new UnsupportedOperationException();
    }

    /** Stops the loops, lets running steps reach a safe point, closes the state. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
