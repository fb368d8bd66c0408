package io.jenkins.plugins.waybill.plugin.step;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.plugin.project.DefinitionStatus;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.StageRule;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** What a build asks of a project, and whether it may. Steps use it on the thread that runs with the build's own rights. */
final class Asking {

    private static final int SUGGESTIONS = 5;

    private Asking() {}

    /**
     * The project that a step names, relative to the build's job or from the root.
     *
     * @throws AbortException when there is none that this build may see, or it has nothing in force
     */
    static PromotionProject project(Run<?, ?> build, String name) throws AbortException {
        if (name == null || name.isBlank()) {
            throw new AbortException("Say which Promotion project is meant: project: 'team/guestbook'.");
        }
        PromotionProject project = Jenkins.get().getItem(name, build.getParent(), PromotionProject.class);
        if (project == null || !project.hasPermission(WaybillPermissions.VIEW)) {
            List<String> visible = PromotionProject.all()
                    .filter(candidate -> candidate.hasPermission(WaybillPermissions.VIEW))
                    .map(PromotionProject::getFullName)
                    .sorted()
                    .limit(SUGGESTIONS)
                    .toList();
            throw new AbortException("There is no Promotion project '" + name + "' that this build may see. "
                    + (visible.isEmpty()
                            ? "It sees none; create one with New Item > Promotion project."
                            : "It sees " + String.join(", ", visible) + "."));
        }
        if (project.isDisabled()) {
            throw new AbortException("Promotion project '" + project.getFullName()
                    + "' is disabled: nothing is promoted. Enable it on its page.");
        }
        DefinitionStatus status = project.getDefinitionStatus();
        if (status.inForce().isEmpty() && status.isBroken()) {
            throw new AbortException("Promotion project '" + project.getFullName() + "' has no definition in force: "
                    + status.problem() + " Its page lists the findings.");
        }
        return project;
    }

    /** Refuses a build that may not do something. */
    static void permit(Run<?, ?> build, PromotionProject project, Permission permission) throws AbortException {
        if (!project.hasPermission(permission)) {
            throw new AbortException(
                    "This build runs as '" + Jenkins.getAuthentication2().getName()
                            + "', which lacks the permission " + permission.group.title + "/" + permission.name
                            + " on '" + project.getFullName() + "'. Whoever configures that project can grant it.");
        }
    }

    /** Refuses a build whom the project does not let promote to a Stage. */
    static void permitPromotion(Run<?, ?> build, PromotionProject project, String stage) throws AbortException {
        permit(build, project, WaybillPermissions.PROMOTE);
        Authentication who = Jenkins.getAuthentication2();
        String job = build.getParent().getFullName();
        List<StageRule> against = project.stageRules().stream()
                .filter(rule -> !rule.letsBuildPromote(stage, who, job))
                .toList();
        if (!against.isEmpty()) {
            throw new AbortException("Project '" + project.getFullName() + "' lets only "
                    + against.stream().map(StageRule::getPromoters).collect(Collectors.joining("; "))
                    + " promote to '" + stage + "'. To let this job do so, add job:" + job
                    + " to the promoters of that Stage.");
        }
    }

    /** Who asks, for the audit log: the person who started the build, else the job. */
    static Actor actor(Run<?, ?> build) {
        Cause.UserIdCause person = build.getCause(Cause.UserIdCause.class);
        return person != null && person.getUserId() != null
                ? Actor.user(person.getUserId())
                : new Actor("job", build.getParent().getFullName() + "#" + build.getNumber());
    }
}
