package io.jenkins.plugins.waybill.warehouse.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.model.Warehouse;

/** A Warehouse with one image subscription, put together rule by rule. */
public final class ImageWarehouse {

    private final String url;
    private final ImageSelection strategy;
    private final List<String> allow = new ArrayList<>();
    private final List<String> ignore = new ArrayList<>();
    private String constraint = "";
    private String platform = "";
    private String removed = "";
    private String criteria = "";
    private boolean strict = true;
    private boolean cacheByTag;
    private int limit = 20;

    /** One that watches a repository with nothing else said. */
    public ImageWarehouse(String url, ImageSelection strategy) {
        this.url = url;
        this.strategy = strategy;
    }

    public ImageWarehouse allow(String... regexes) {
        allow.addAll(List.of(regexes));
        return this;
    }

    public ImageWarehouse ignore(String... regexes) {
        ignore.addAll(List.of(regexes));
        return this;
    }

    public ImageWarehouse constraint(String wanted) {
        constraint = wanted;
        return this;
    }

    public ImageWarehouse platform(String wanted) {
        platform = wanted;
        return this;
    }

    public ImageWarehouse removed(String field) {
        removed = field;
        return this;
    }

    public ImageWarehouse criteria(String expression) {
        criteria = expression;
        return this;
    }

    public ImageWarehouse lenient() {
        strict = false;
        return this;
    }

    public ImageWarehouse never() {
        cacheByTag = true;
        return this;
    }

    public ImageWarehouse limit(int wanted) {
        limit = wanted;
        return this;
    }

    public Warehouse warehouse() {
        Subscription subscription = new Subscription.ContainerImage(
                "web",
                url,
                strategy,
                constraint,
                strict,
                allow,
                ignore,
                platform,
                cacheByTag,
                removed,
                false,
                limit,
                SourcePosition.NONE);
        return new Warehouse(
                "app", Map.of(), Duration.ofMinutes(5), true, criteria, List.of(subscription), SourcePosition.NONE);
    }
}
