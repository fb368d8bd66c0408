package io.jenkins.plugins.waybill.plugin.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.model.ItemGroup;
import hudson.security.csrf.CrumbIssuer;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What the board's element on a Jenkins page says: where the API is, and for which project.
 *
 * @param api base of the API, with a slash at the end
 * @param project the engine's key of the one project; empty for several
 * @param projects what several are called and where their pages are, as JSON by key; null for one
 */
public record BoardPage(String api, String project, @CheckForNull String projects) {

    /** The board of one project. */
    public static BoardPage ofProject(PromotionProject project) {
        return new BoardPage(root() + "/waybill/api/v1/", project.getKey(), null);
    }

    /** An overview of these projects, called as seen from a folder. */
    static BoardPage of(List<PromotionProject> projects, ItemGroup<?> folder) {
        JSONObject named = new JSONObject();
        for (PromotionProject project : projects) {
            named.element(
                    project.getKey(),
                    new JSONObject()
                            .element("title", project.getRelativeDisplayNameFrom(folder))
                            .element("link", root() + "/" + project.getUrl()));
        }
        return new BoardPage(root() + "/waybill/api/v1/", "", named.toString());
    }

    /** An overview of all projects that the viewer may see. */
    static BoardPage ofAll() {
        return of(
                PromotionProject.all()
                        .filter(project -> project.hasPermission(WaybillPermissions.VIEW))
                        .toList(),
                Jenkins.get());
    }

    private static String root() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? "" : request.getContextPath();
    }

    /** Base of the API. */
    public String getApi() {
        return api;
    }

    /** The project's key. */
    public String getProject() {
        return project;
    }

    /** Several projects; null for one. */
    @CheckForNull
    public String getProjects() {
        return projects;
    }

    /** Where the board's files are, with a hash of their content in it. */
    public String getAssets() {
        return root() + "/waybill/assets/" + BoardAssets.get().version();
    }

    /** Modules that are fetched at once, instead of each when another that imports it has come. */
    public List<String> getModules() {
        return BoardAssets.get().modules();
    }

    /** The header that protects changes against forgery; empty when Jenkins has that switched off. */
    public String getCrumbHeader() {
        CrumbIssuer issuer = Jenkins.get().getCrumbIssuer();
        return issuer == null ? "" : issuer.getCrumbRequestField();
    }

    /** Its value for this session. */
    public String getCrumb() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? "" : Functions.getCrumb(request);
    }

    /** Where a new crumb comes from after the session has ended. */
    public String getCrumbUrl() {
        return root() + "/crumbIssuer/api/json";
    }
}
