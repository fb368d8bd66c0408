package io.jenkins.plugins.waybill.plugin.verification;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.init.InitMilestone;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.Executor;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.SimpleParameterDefinition;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.waybill.host.Jobs;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import jenkins.model.ParameterizedJobMixIn;

/**
 * Runs a job of Jenkins where an analysis template asks for a Kubernetes Job that carries the annotation {@code
 * jenkins.io/job}. The job has to lie in the project's folder or below it: a manifest must not start what its project
 * could not. Variables of the manifest become the job's parameters.
 */
public final class JenkinsJobs implements Jobs {

    /** Names the job, as seen from the project's folder. */
    public static final String ANNOTATION = "jenkins.io/job";

    private final JobRecord.Shelf records;

    /** Keeps its records below the engine's directory. */
    public JenkinsJobs(Path home) {
        records = shelf(home);
    }

    static JobRecord.Shelf shelf(Path home) {
        return new JobRecord.Shelf(home.resolve("jobs"));
    }

    @Override
    public synchronized String start(Request request) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            PromotionProject project = PromotionProject.byKey(request.project())
                    .orElseThrow(() -> new IOException("The Promotion project '" + request.project() + "' is gone."));
            Job<?, ?> job = job(project, request);
            Optional<JobRecord> known = records.find(request.project(), request.key());
            if (known.isPresent() && isUnderWay(known.get(), request)) {
                return address(job.getUrl());
            }
            List<Action> actions = actions(project, job, request);
            records.clear();
            records.put(request.project(), request.key(), JobRecord.of(job.getFullName()));
            Queue.Item queued = ParameterizedJobMixIn.scheduleBuild2(job, 0, actions.toArray(new Action[0]));
            if (queued == null) {
                throw new IOException(
                        "Jenkins does not take a build of '" + job.getFullName() + "' into its queue now.");
            }
            records.change(request.project(), request.key(), record -> record.queued(queued.getId()));
            return address(job.getUrl());
        }
    }

    private boolean isUnderWay(JobRecord record, Request request) {
        return record.build() > 0
                || record.cancelled()
                || !isUp()
                || inQueue(request.project(), request.key()) != null
                || Jenkins.get().getQueue().getItem(record.queueId()) != null;
    }

    private static Job<?, ?> job(PromotionProject project, Request request) throws IOException {
        String name = request.annotations().getOrDefault(ANNOTATION, "").trim();
        if (name.isEmpty()) {
            throw new IOException("The metric '" + request.name() + "' asks for a Kubernetes Job. Jenkins runs a job of"
                    + " its own in its place; name it in the annotation '" + ANNOTATION + "' of the Job's metadata.");
        }
        ItemGroup<?> folder = project.getParent();
        Job<?, ?> job = Jenkins.get().getItem(name, folder, Job.class);
        // What lies elsewhere is told apart by nothing from what does not exist.
        if (job == null || !isWithin(folder, job)) {
            throw new IOException("The metric '" + request.name() + "' names the job '" + name + "'; "
                    + (folder instanceof Jenkins
                            ? "Jenkins has none of that name."
                            : "the folder '" + folder.getFullName() + "' has none of that name, and only jobs in it or"
                                    + " below it can verify its projects."));
        }
        if (!(job instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?> buildable) || !buildable.isBuildable()) {
            throw new IOException("The job '" + job.getFullName() + "' cannot be built: it is disabled, or not a job"
                    + " that can be started.");
        }
        return job;
    }

    private static boolean isWithin(ItemGroup<?> folder, Job<?, ?> job) {
        return folder instanceof Jenkins || job.getFullName().startsWith(folder.getFullName() + "/");
    }

    private static List<Action> actions(PromotionProject project, Job<?, ?> job, Request request) throws IOException {
        List<Action> actions = new ArrayList<>();
        actions.add(new CauseAction(new VerificationCause(project.getFullName(), request.name())));
        actions.add(new VerificationAction(request.project(), request.key(), project.getFullName(), request.name()));
        List<ParameterValue> parameters = parameters(job, request.environment());
        if (!parameters.isEmpty()) {
            actions.add(new ParametersAction(parameters));
        }
        return actions;
    }

    /** A variable that got lost on the way would verify something else than the manifest says. */
    private static List<ParameterValue> parameters(Job<?, ?> job, Map<String, String> variables) throws IOException {
        ParametersDefinitionProperty declared = job.getProperty(ParametersDefinitionProperty.class);
        List<ParameterDefinition> definitions = declared == null ? List.of() : declared.getParameterDefinitions();
        Set<String> missing = new TreeSet<>(variables.keySet());
        List<ParameterValue> values = new ArrayList<>();
        for (ParameterDefinition definition : definitions) {
            ParameterValue value;
            if (!missing.remove(definition.getName())) {
                value = definition.getDefaultParameterValue();
            } else if (definition instanceof SimpleParameterDefinition simple) {
                value = value(job, simple, variables.get(definition.getName()));
            } else {
                throw new IOException("The parameter '" + definition.getName() + "' of the job '" + job.getFullName()
                        + "' takes no text, so the manifest's variable of that name cannot be passed.");
            }
            if (value != null) {
                values.add(value);
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException("The job '" + job.getFullName() + "' has no parameter for "
                    + String.join(", ", missing) + ". Declare a parameter for each variable of the manifest.");
        }
        return values;
    }

    private static ParameterValue value(Job<?, ?> job, SimpleParameterDefinition definition, String text)
            throws IOException {
        try {
            return definition.createValue(text);
        } catch (IllegalArgumentException e) {
            // The parameter's own message may repeat a value that is secret.
            throw new IOException("The job '" + job.getFullName() + "' does not take the manifest's value for its"
                    + " parameter '" + definition.getName() + "'.");
        }
    }

    @Override
    public State state(String project, String key) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            if (!isUp()) {
                return new State(Phase.RUNNING, "Jenkins is starting.");
            }
            JobRecord record = records.find(project, key)
                    .orElseThrow(() -> new IOException("Jenkins knows of no build for the measurement '" + key + "'."));
            if (record.build() > 0) {
                return ofBuild(record);
            }
            if (record.cancelled()) {
                return new State(
                        Phase.INCONCLUSIVE, "Somebody took the build of '" + record.job() + "' out of the queue.");
            }
            Queue.Item queued = inQueue(project, key);
            if (queued != null) {
                return new State(Phase.RUNNING, String.valueOf(queued.getWhy()));
            }
            // Between the queue and the build, or begun since the record was read.
            if (Jenkins.get().getQueue().getItem(record.queueId()) != null
                    || records.find(project, key).filter(now -> now.build() > 0).isPresent()) {
                return new State(Phase.RUNNING, "");
            }
            throw new IOException("The build of '" + record.job() + "' is neither in Jenkins' queue nor in the job's"
                    + " history. Perhaps the queue was emptied.");
        }
    }

    private static State ofBuild(JobRecord record) throws IOException {
        Job<?, ?> job = Jenkins.get().getItemByFullName(record.job(), Job.class);
        Run<?, ?> build = job == null ? null : job.getBuildByNumber(record.build());
        String name = record.job() + " #" + record.build();
        if (build == null) {
            throw new IOException("The build " + name + " was deleted before its result was read.");
        }
        if (build.isBuilding()) {
            return new State(Phase.RUNNING, name);
        }
        Result result = build.getResult();
        String message = name + ": " + result + " " + address(build.getUrl());
        if (!record.lostAgent().isEmpty()) {
            return new State(
                    Phase.INCONCLUSIVE,
                    message.strip() + " because its agent '" + record.lostAgent() + "' was lost in the middle");
        }
        if (result == null || result.equals(Result.ABORTED) || result.equals(Result.NOT_BUILT)) {
            return new State(Phase.INCONCLUSIVE, message.strip());
        }
        return new State(result.equals(Result.SUCCESS) ? Phase.SUCCEEDED : Phase.FAILED, message.strip());
    }

    @Override
    public void stop(String project, String key) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Queue.Item queued = inQueue(project, key);
            if (queued != null && Jenkins.get().getQueue().cancel(queued)) {
                return;
            }
            Optional<JobRecord> record = records.find(project, key);
            Job<?, ?> job = record.map(known -> Jenkins.get().getItemByFullName(known.job(), Job.class))
                    .orElse(null);
            Run<?, ?> build =
                    job == null ? null : job.getBuildByNumber(record.get().build());
            Executor executor = build == null || !build.isBuilding() ? null : build.getExecutor();
            if (executor != null) {
                executor.interrupt(Result.ABORTED);
            }
        }
    }

    /** Until then the queue is not loaded, and what is in it looks lost. */
    private static boolean isUp() {
        return Jenkins.get().getInitLevel() == InitMilestone.COMPLETED;
    }

    @CheckForNull
    private static Queue.Item inQueue(String project, String key) {
        return Arrays.stream(Jenkins.get().getQueue().getItems())
                .filter(item -> {
                    VerificationAction action = item.getAction(VerificationAction.class);
                    return action != null && action.is(project, key);
                })
                .findFirst()
                .orElse(null);
    }

    /** Links need Jenkins' own address; without one there are none. */
    private static String address(String url) {
        String root = JenkinsLocationConfiguration.get().getUrl();
        return root == null ? "" : root + url;
    }
}
