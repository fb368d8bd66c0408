package io.jenkins.plugins.waybill.warehouse.git;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.CommitSelection;
import io.jenkins.plugins.waybill.model.Warehouse;

/** A Warehouse with one Git subscription, put together rule by rule. */
public final class GitWarehouse {

    private String url;
    private CommitSelection strategy = CommitSelection.NEWEST_FROM_BRANCH;
    private String branch = "";
    private String constraint = "";
    private boolean strict = true;
    private List<String> allow = List.of();
    private List<String> ignore = List.of();
    private String expression = "";
    private List<String> include = List.of();
    private List<String> exclude = List.of();
    private int limit = 20;
    private String criteria = "";
    private boolean automatic = true;
    private String since = "";

    /** One that watches a repository with nothing else said. */
    public GitWarehouse(String url) {
        this.url = url;
    }

    public GitWarehouse url(String other) {
        url = other;
        return this;
    }

    public GitWarehouse strategy(CommitSelection other) {
        strategy = other;
        return this;
    }

    public GitWarehouse branch(String other) {
        branch = other;
        return this;
    }

    public GitWarehouse constraint(String other) {
        constraint = other;
        return this;
    }

    public GitWarehouse loose() {
        strict = false;
        return this;
    }

    public GitWarehouse allow(String... regexes) {
        allow = List.of(regexes);
        return this;
    }

    public GitWarehouse ignore(String... regexes) {
        ignore = List.of(regexes);
        return this;
    }

    public GitWarehouse expression(String other) {
        expression = other;
        return this;
    }

    public GitWarehouse include(String... paths) {
        include = List.of(paths);
        return this;
    }

    public GitWarehouse exclude(String... paths) {
        exclude = List.of(paths);
        return this;
    }

    public GitWarehouse limit(int other) {
        limit = other;
        return this;
    }

    public GitWarehouse criteria(String other) {
        criteria = other;
        return this;
    }

    public GitWarehouse since(String other) {
        since = other;
        return this;
    }

    public GitWarehouse manual() {
        automatic = false;
        return this;
    }

    public Warehouse warehouse() {
        Subscription.Git subscription = new Subscription.Git(
                "",
                url,
                strategy,
                branch,
                constraint,
                strict,
                allow,
                ignore,
                expression,
                include,
                exclude,
                since,
                "",
                false,
                limit,
                SourcePosition.NONE);
        return new Warehouse(
                "app",
                Map.of(),
                Duration.ofMinutes(5),
                automatic,
                criteria,
                List.of(subscription),
                SourcePosition.NONE);
    }
}
