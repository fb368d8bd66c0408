package io.jenkins.plugins.waybill.plugin.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who may promote to a Stage and who may approve for it, beyond the permission that they need anyway. An empty list
 * admits all who have the permission.
 */
public final class StageRule extends AbstractDescribableImpl<StageRule> {

    private final String stage;
    private String promoters = "";
    private String approvers = "";

    /** A rule for a Stage, or for all with {@code *}. */
    @DataBoundConstructor
    public StageRule(String stage) {
        this.stage = stage == null ? "" : stage.trim();
    }

    /** The Stage; {@code *} for all. */
    public String getStage() {
        return stage;
    }

    /** Users and groups, separated by commas. */
    public String getPromoters() {
        return promoters;
    }

    /** Users and groups, separated by commas. */
    @DataBoundSetter
    public void setPromoters(String promoters) {
        this.promoters = promoters == null ? "" : promoters.trim();
    }

    /** Users and groups, separated by commas. */
    public String getApprovers() {
        return approvers;
    }

    /** Users and groups, separated by commas. */
    @DataBoundSetter
    public void setApprovers(String approvers) {
        this.approvers = approvers == null ? "" : approvers.trim();
    }

    /** Whether this rule lets somebody promote to a Stage. */
    public boolean letsPromote(String wanted, Authentication who) {
        return !appliesTo(wanted) || admits(promoters, who);
    }

    /** Whether this rule lets somebody approve for a Stage. */
    public boolean letsApprove(String wanted, Authentication who) {
        return !appliesTo(wanted) || admits(approvers, who);
    }

    private boolean appliesTo(String wanted) {
        return stage.equals("*") || stage.equals(wanted);
    }

    /**
     * Whether this rule lets a build promote to a Stage: its own identity is named, or its job as {@code job:NAME}. A
     * build that runs as nobody in particular needs the latter.
     */
    public boolean letsBuildPromote(String wanted, Authentication who, String job) {
        Set<String> named = names(promoters);
        return !appliesTo(wanted)
                || named.isEmpty()
                || named.contains("job:" + job)
                || !who.equals(ACL.SYSTEM2) && isNamed(named, who);
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether a list is empty or names the person or one of their groups; Jenkins itself is let through. */
    private static boolean admits(String list, Authentication who) {
        Set<String> named = names(list);
        return named.isEmpty() || who.equals(ACL.SYSTEM2) || isNamed(named, who);
    }

    private static boolean isNamed(Set<String> named, Authentication who) {
        return named.contains(who.getName())
                || who.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(named::contains);
    }

    /** Describes it. */
    @Extension
    @Symbol("stageRule")
    public static final class DescriptorImpl extends Descriptor<StageRule> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.StageRule_displayName();
        }

        /** A rule without a Stage would never apply. */
        @POST
        public FormValidation doCheckStage(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            } else {
                item.checkPermission(Item.CONFIGURE);
            }
            return value.isBlank() ? FormValidation.error(Messages.StageRule_stageMissing()) : FormValidation.ok();
        }
    }
}
