package io.jenkins.plugins.waybill.plugin.board;

import hudson.Functions;
import hudson.security.csrf.CrumbIssuer;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What the board's element on a Jenkins page says: where the API is, and for which project.
 *
 * @param api base of the API, with a slash at the end
 * @param project the engine's key of the one project; empty for all
 */
public record BoardPage(String api, String project) {

    /** The board of one project. */
    public static BoardPage ofProject(PromotionProject project) {
        return new BoardPage(root() + "/waybill/api/v1/", project.getKey());
    }

    /** The board of all projects that the viewer may see. */
    public static BoardPage ofAll() {
        return new BoardPage(root() + "/waybill/api/v1/", "");
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

    /** Where the board's files are, with a hash of their content in it. */
    public String getAssets() {
        return root() + "/waybill/assets/" + BoardAssets.get().version();
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
