package io.jenkins.plugins.waybill.plugin.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.PeriodicWork;
import hudson.model.queue.ScheduleResult;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.step.ProjectWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/**
 * Starts the builds that {@link WarehouseTrigger}s ask for. How far each job has been served is kept beside its
 * configuration, so that Freight which was found while Jenkins went down starts its build after the restart.
 */
@Extension
public final class FreightDispatch extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(FreightDispatch.class.getName());

    private final Map<String, ProjectWatch.Watch> watches = new ConcurrentHashMap<>();

    /** The instance. */
    static FreightDispatch get() {
        return ExtensionList.lookupSingleton(FreightDispatch.class);
    }

    /** Once jobs and projects are loaded. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED, before = InitMilestone.COMPLETED)
    public static void begin() {
        get().doRun();
    }

    /** A trigger was made or changed: what is there already starts nothing. */
    void begin(WarehouseTrigger trigger, Item job) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            trigger.find(job).ifPresent(project -> {
                ServedFreight served = new ServedFreight(job);
                if (served.until(project.getKey(), trigger.getName()) == null) {
                    served.serve(project.getKey(), trigger.getName(), newest(project, trigger.getName()));
                }
                watch(project.getKey());
            });
        } catch (EngineUnavailable e) {
            LOGGER.log(Level.FINE, "Begins once the engine runs", e);
        }
    }

    private static Instant newest(PromotionProject project, String warehouse) {
        return WaybillEngine.engine().state(project.getKey()).freightOf(FreightOrigin.warehouse(warehouse)).stream()
                .map(Freight::discoveredAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private void watch(String project) {
        watches.computeIfAbsent(project, key -> ProjectWatch.get().watch(key, () -> look(key)));
    }

    /** A job with a trigger. */
    private record Subscriber(Item job, WarehouseTrigger trigger, PromotionProject project) {}

    private static List<Subscriber> subscribers() {
        List<Subscriber> all = new ArrayList<>();
        for (ParameterizedJobMixIn.ParameterizedJob<?, ?> job :
                Jenkins.get().allItems(ParameterizedJobMixIn.ParameterizedJob.class)) {
            for (Object trigger : job.getTriggers().values()) {
                if (trigger instanceof WarehouseTrigger warehouse) {
                    warehouse
                            .find((Item) job)
                            .ifPresent(project -> all.add(new Subscriber((Item) job, warehouse, project)));
                }
            }
        }
        return all;
    }

    /** Finds new triggers and renamed projects; what is watched is told of changes at once. */
    @Override
    protected void doRun() {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            for (Subscriber subscriber : subscribers()) {
                begin(subscriber.trigger(), subscriber.job());
            }
        }
    }

    private void look(String project) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            subscribers().stream()
                    .filter(subscriber -> subscriber.project().getKey().equals(project))
                    .forEach(FreightDispatch::serve);
        }
    }

    private static void serve(Subscriber subscriber) {
        String key = subscriber.project().getKey();
        String warehouse = subscriber.trigger().getName();
        ServedFreight served = new ServedFreight(subscriber.job());
        Instant until = served.until(key, warehouse);
        List<Freight> fresh = WaybillEngine.engine().state(key).freightOf(FreightOrigin.warehouse(warehouse)).stream()
                .filter(freight -> until == null || freight.discoveredAt().isAfter(until))
                .sorted(Comparator.comparing(Freight::discoveredAt))
                .collect(Collectors.toList());
        for (Freight freight : fresh) {
            if (schedule(subscriber, freight)) {
                served.serve(key, warehouse, freight.discoveredAt());
            }
        }
    }

    private static boolean schedule(Subscriber subscriber, Freight freight) {
        var job = (ParameterizedJobMixIn.ParameterizedJob<?, ?>) subscriber.job();
        if (!job.isBuildable()) {
            return true;
        }
        String project = subscriber.project().getFullName();
        Action[] actions = {
            new CauseAction(new FreightCause(project, freight.origin().name(), freight.name(), freight.alias())),
            new FreightTriggerAction(project, freight)
        };
        ScheduleResult result = Jenkins.get()
                .getQueue()
                .schedule2((hudson.model.Queue.Task) job, job.getQuietPeriod(), List.of(actions));
        new PollingLog(subscriber.job())
                .add((result.isRefused() ? "Refused a build for " : "Started a build for ") + freight.alias() + " of "
                        + project + "/" + freight.origin().name());
        return !result.isRefused();
    }

    @Override
    public long getRecurrencePeriod() {
        return Duration.ofMinutes(1).toMillis();
    }
}
