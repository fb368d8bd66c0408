package io.jenkins.plugins.waybill.verification.metric;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The providers there are, by their names in templates. */
public final class MetricSources {

    /** The provider whose measurements are jobs; it is no server to ask. */
    public static final String JOB = "job";

    private static final Map<String, MetricSource> SOURCES = Map.of(
            "web", new WebSource(),
            "prometheus", new PrometheusSource(),
            "datadog", new DatadogSource(),
            "newRelic", new NewRelicSource(),
            "graphite", new GraphiteSource(),
            "influxdb", new InfluxDbSource(),
            "cloudWatch", new CloudWatchSource(),
            "skywalking", new SkyWalkingSource());

    private MetricSources() {}

    /** The provider of that name; empty for jobs, and for those that are not supported. */
    public static Optional<MetricSource> find(String name) {
        return Optional.ofNullable(SOURCES.get(name));
    }

    /** All names that work here, jobs among them. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(SOURCES.keySet());
        names.add(JOB);
        return names;
    }
}
