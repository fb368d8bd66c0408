package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractItem;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.security.Permission;
import hudson.util.FormApply;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.engine.WebhookAddress;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.board.BoardPage;
import io.jenkins.plugins.waybill.plugin.board.ProjectApi;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.JenkinsCredentials;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.security.JenkinsAccess;
import io.jenkins.plugins.waybill.plugin.security.StageRule;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import io.jenkins.plugins.waybill.plugin.tool.ToolSettings;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.util.io.OnMaster;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * An item that runs the manifests of one Kargo project.
 *
 * <p>What becomes of the project is kept by the engine under {@link #getKey() a key}, which the item gets when it is made
 * and keeps through renames and moves; a copy gets its own.
 */
@ExportedBean
public final class PromotionProject extends AbstractItem implements TopLevelItem, OnMaster, ManifestOwner {

    private String key;
    private ManifestSource source = new InlineManifests("");
    private boolean disabled;
    private List<RepositoryAccess> repositories = new ArrayList<>();
    private List<StageRule> stageRules = new ArrayList<>();
    private ToolSettings tools;

    private transient Object definitionLock;
    private transient volatile boolean gone;

    /** A project without manifests. */
    public PromotionProject(ItemGroup<?> parent, String name) {
        super(parent, name);
        definitionLock = new Object();
    }

    /** All projects of this controller, whoever asks. */
    public static Stream<PromotionProject> all() {
        return ProjectKeys.get().projects();
    }

    /** The project that the engine knows by a key. */
    public static Optional<PromotionProject> byKey(String key) {
        return ProjectKeys.get().find(key);
    }

    @Override
    public void onLoad(ItemGroup<? extends Item> parent, String name) throws IOException {
        super.onLoad(parent, name);
        definitionLock = new Object();
        withDefaults();
        String claimed = ProjectKeys.get().claim(this, key);
        if (!claimed.equals(key)) {
            key = claimed;
            save();
        }
    }

    /** XML that somebody wrote by hand may leave out what has a default. */
    private void withDefaults() {
        setSource(source);
        setRepositories(repositories);
        setStageRules(stageRules);
    }

    @Override
    public void onCreatedFromScratch() {
        super.onCreatedFromScratch();
        key = ProjectKeys.get().claim(this, key);
    }

    /** What the engine knows this project by; part of addresses below {@code /waybill/api}. */
    @NonNull
    @Override
    @Exported
    public synchronized String getKey() {
        if (key == null) {
            key = ProjectKeys.get().claim(this, null);
        }
        return key;
    }

    /** Where the manifests come from. */
    public ManifestSource getSource() {
        return source;
    }

    /** Replaces where the manifests come from; {@link Definitions#refresh} puts them in force. */
    @DataBoundSetter
    public void setSource(ManifestSource source) {
        this.source = source == null ? new InlineManifests("") : source;
    }

    /** Credentials by address. */
    public List<RepositoryAccess> getRepositories() {
        return List.copyOf(repositories);
    }

    /** Replaces the credentials by address. */
    @DataBoundSetter
    public void setRepositories(List<RepositoryAccess> repositories) {
        this.repositories = repositories == null ? new ArrayList<>() : new ArrayList<>(repositories);
    }

    /** Who may promote and approve where, for the form. */
    public List<StageRule> getStageRules() {
        return stageRules();
    }

    /** Who may promote and approve where. */
    public List<StageRule> stageRules() {
        return List.copyOf(stageRules);
    }

    /** Replaces who may promote and approve where. */
    @DataBoundSetter
    public void setStageRules(List<StageRule> stageRules) {
        this.stageRules = stageRules == null ? new ArrayList<>() : new ArrayList<>(stageRules);
    }

    /** Where the programs of its steps run; null for what is configured for all projects. */
    @CheckForNull
    public ToolSettings getTools() {
        return tools;
    }

    /** Null for what is configured for all projects. */
    @DataBoundSetter
    public void setTools(@CheckForNull ToolSettings tools) {
        this.tools = tools;
    }

    /** Whether the project is out of force: nothing is discovered or promoted. */
    @Exported
    public boolean isDisabled() {
        return disabled;
    }

    /** The credential that the project names for an address; empty for none. */
    public String credentialsIdFor(String repoUrl) {
        if (source instanceof GitManifestSource git
                && git.getRepoUrl().equals(repoUrl)
                && !git.getCredentialsId().isEmpty()) {
            return git.getCredentialsId();
        }
        return repositories.stream()
                .filter(access -> access.opens(repoUrl))
                .map(RepositoryAccess::getCredentialsId)
                .findFirst()
                .orElse("");
    }

    @Override
    public boolean hasCredential(String id, String repoUrl) {
        return JenkinsCredentials.has(this, id, repoUrl);
    }

    @Override
    public String credentialsPlace() {
        return "in the folders of '" + getFullName() + "' or at the root of Jenkins";
    }

    /** How reading the manifests went. */
    public DefinitionStatus getDefinitionStatus() {
        return Definitions.get().status(this);
    }

    /** Whether the engine runs some definition of it, so that there is a board to show. */
    public boolean isInForce() {
        return !disabled
                && WaybillEngine.get()
                        .started()
                        .map(engine -> engine.projects().all().stream()
                                .anyMatch(known -> known.name().equals(getKey())))
                        .orElse(false);
    }

    /** The board of this project, for its page. */
    public BoardPage getBoard() {
        return BoardPage.ofProject(this);
    }

    /** {@code waybill/api/v1}: the engine's API for this project alone. */
    public ProjectApi getWaybill() {
        return new ProjectApi(this);
    }

    /** Where webhooks are to be sent, relative to Jenkins' address; empty for those who do not configure the project. */
    public List<WebhookAddress> getWebhookAddresses() {
        if (!hasPermission(CONFIGURE)) {
            return List.of();
        }
        try {
            return WaybillEngine.engine().webhooks().addresses(getKey());
        } catch (EngineUnavailable | Refusal e) {
            return List.of();
        }
    }

    Object definitionLock() {
        return definitionLock;
    }

    boolean isGone() {
        return gone;
    }

    /** Reads the manifests again. */
    @RequirePOST
    public HttpResponse doRefresh() {
        checkPermission(WaybillPermissions.MANAGE);
        Definitions.get().refresh(this);
        return HttpResponses.redirectToDot();
    }

    /** Takes the project out of force. */
    @RequirePOST
    public HttpResponse doDisable() throws IOException {
        checkPermission(CONFIGURE);
        disabled = true;
        save();
        Definitions.get().withdraw(this);
        return HttpResponses.redirectToDot();
    }

    /** Puts the project in force again. */
    @RequirePOST
    public HttpResponse doEnable() throws IOException {
        checkPermission(CONFIGURE);
        disabled = false;
        save();
        Definitions.get().refreshLater(this);
        return HttpResponses.redirectToDot();
    }

    /** Takes over the configuration page. */
    @RequirePOST
    public HttpResponse doConfigSubmit(StaplerRequest2 request, StaplerResponse2 response)
            throws IOException, ServletException, Descriptor.FormException {
        checkPermission(CONFIGURE);
        JSONObject form = request.getSubmittedForm();
        description = form.optString("description");
        setDisplayName(Util.fixEmptyAndTrim(form.optString("displayNameOrNull")));
        setSource(request.bindJSON(ManifestSource.class, form.getJSONObject("source")));
        setRepositories(request.bindJSONToList(RepositoryAccess.class, form.opt("repositories")));
        setStageRules(request.bindJSONToList(StageRule.class, form.opt("stageRules")));
        setTools(form.has("tools") ? request.bindJSON(ToolSettings.class, form.getJSONObject("tools")) : null);
        save();
        if (source instanceof InlineManifests) {
            Definitions.get().refresh(this);
        } else {
            Definitions.get().refreshLater(this);
        }
        return FormApply.success(".");
    }

    /** Deletes the item, and with {@code purge} what the engine knows of the project as well. */
    @RequirePOST
    public void doDeleteProject(StaplerRequest2 request, StaplerResponse2 response, @QueryParameter boolean purge)
            throws IOException, InterruptedException, ServletException {
        checkPermission(DELETE);
        String purged = getKey();
        ItemGroup<?> parent = getParent();
        delete();
        if (purge) {
            WaybillEngine.engine().projects().purge(purged, JenkinsAccess.actor());
        }
        response.sendRedirect2(request.getContextPath() + "/" + parent.getUrl());
    }

    @Override
    protected void performDelete() throws IOException, InterruptedException {
        gone = true;
        Definitions.get().withdraw(this);
        super.performDelete();
        ProjectKeys.get().release(this);
    }

    /** Rereads {@code config.xml} that was replaced from outside. */
    @Override
    public void updateByXml(javax.xml.transform.Source xml) throws IOException {
        super.updateByXml(xml);
        Definitions.get().refreshLater(this);
    }

    @Override
    public boolean isNameEditable() {
        return true;
    }

    @Override
    public Collection<? extends Job> getAllJobs() {
        return List.of();
    }

    @NonNull
    @Override
    public String getPronoun() {
        return Messages.PromotionProject_displayName();
    }

    /** The engine, for pages; null while it does not run. */
    public PromotionEngine getEngine() {
        try {
            return WaybillEngine.engine();
        } catch (EngineUnavailable e) {
            return null;
        }
    }

    @Override
    public TopLevelItemDescriptor getDescriptor() {
        return (DescriptorImpl) Jenkins.get().getDescriptorOrDie(getClass());
    }

    /** For pages: what seeing takes. */
    public Permission getViewPermission() {
        return WaybillPermissions.VIEW;
    }

    /** For pages: what reading the manifests again takes. */
    public Permission getManagePermission() {
        return WaybillPermissions.MANAGE;
    }

    /** Describes it in the list of new items. */
    @Extension
    @Symbol("promotionProject")
    public static final class DescriptorImpl extends TopLevelItemDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PromotionProject_displayName();
        }

        @NonNull
        @Override
        public String getDescription() {
            return Messages.PromotionProject_description();
        }

        @Override
        public String getIconClassName() {
            return "symbol-waybill-route plugin-waybill";
        }

        @NonNull
        @Override
        public String getCategoryId() {
            return "standalone-projects";
        }

        @Override
        public TopLevelItem newInstance(ItemGroup parent, String name) {
            return new PromotionProject(parent, name);
        }
    }
}
