package io.jenkins.plugins.waybill.plugin.security;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import jenkins.model.Jenkins;

/** The permissions of Promotion projects. What may change production is implied by nothing but administration. */
public final class WaybillPermissions {

    /** The group that holds them. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(PromotionProject.class, Messages._WaybillPermissions_group());

    /** See a project's pipeline, Freight, promotions and audit log. */
    public static final Permission VIEW = permission("View", Messages._WaybillPermissions_view(), Item.READ);

    /** Promote, roll back, abort and verify again. */
    public static final Permission PROMOTE =
            permission("Promote", Messages._WaybillPermissions_promote(), Jenkins.ADMINISTER);

    /** Answer what waits for approval. */
    public static final Permission APPROVE =
            permission("Approve", Messages._WaybillPermissions_approve(), Jenkins.ADMINISTER);

    /** Clear Freight for a Stage whatever the rules say. */
    public static final Permission OVERRIDE =
            permission("Override", Messages._WaybillPermissions_override(), Jenkins.ADMINISTER);

    /** Let promotions start although the promotion windows forbid it. */
    public static final Permission OVERRIDE_WINDOW =
            permission("OverrideWindow", Messages._WaybillPermissions_overrideWindow(), Jenkins.ADMINISTER);

    /** Make and rename Freight, run discovery now, read manifests again. */
    public static final Permission MANAGE = permission("Manage", Messages._WaybillPermissions_manage(), Item.CONFIGURE);

    private WaybillPermissions() {}

    private static Permission permission(String name, org.jvnet.localizer.Localizable description, Permission implied) {
        return new Permission(GROUP, name, description, implied, true, new PermissionScope[] {
            PermissionScope.ITEM, PermissionScope.ITEM_GROUP
        });
    }

    /** Makes them known before anybody's rights are read. */
    @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
    public static void register() {
        VIEW.getId();
    }
}
