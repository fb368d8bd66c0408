package io.jenkins.plugins.waybill.plugin.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.waybill.api.Access;
import io.jenkins.plugins.waybill.api.Permission;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Jenkins' answer to who may do what, for whoever is logged in on this thread. */
public final class JenkinsAccess implements Access {

    private static final Map<Permission, hudson.security.Permission> PERMISSIONS = Map.of(
            Permission.VIEW, WaybillPermissions.VIEW,
            Permission.PROMOTE, WaybillPermissions.PROMOTE,
            Permission.ABORT, WaybillPermissions.PROMOTE,
            Permission.VERIFY, WaybillPermissions.PROMOTE,
            Permission.APPROVE, WaybillPermissions.APPROVE,
            Permission.OVERRIDE, WaybillPermissions.OVERRIDE,
            Permission.OVERRIDE_WINDOW, WaybillPermissions.OVERRIDE_WINDOW,
            Permission.MANAGE, WaybillPermissions.MANAGE);

    @Override
    public boolean may(Actor actor, Permission permission, String project, @CheckForNull String stage) {
        Authentication who = Jenkins.getAuthentication2();
        return PromotionProject.byKey(project)
                .filter(item -> may(item, who, permission, stage))
                .isPresent();
    }

    private static boolean may(
            PromotionProject item, Authentication who, Permission permission, @CheckForNull String stage) {
        if (!item.hasPermission2(who, PERMISSIONS.get(permission))) {
            return false;
        }
        return stage == null
                || switch (permission) {
                    case PROMOTE, ABORT, VERIFY -> item.stageRules().stream()
                            .allMatch(rule -> rule.letsPromote(stage, who));
                    case APPROVE -> item.stageRules().stream().allMatch(rule -> rule.letsApprove(stage, who));
                    default -> true;
                };
    }

    /** The person or program on this thread, as the audit log names them. */
    public static Actor actor() {
        Authentication who = Jenkins.getAuthentication2();
        return who.equals(hudson.security.ACL.SYSTEM2) ? new Actor("controller", "jenkins") : Actor.user(who.getName());
    }

    /** As {@link #actor}, with the groups that Jenkins knows of. */
    public static Identity identity() {
        Authentication who = Jenkins.getAuthentication2();
        return new Identity(
                actor(),
                who.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toSet()),
                Map.of());
    }
}
