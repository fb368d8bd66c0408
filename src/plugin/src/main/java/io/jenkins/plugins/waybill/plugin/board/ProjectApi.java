package io.jenkins.plugins.waybill.plugin.board;

import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;

/** {@code /job/…/waybill}: the engine's API for one project, below {@code api/v1}. */
public final class ProjectApi {

    private final PromotionProject project;

    /** The API of a project. */
    public ProjectApi(PromotionProject project) {
        this.project = project;
    }

    /** What the engine answers below {@code /projects/KEY}; changes are POSTs, which Jenkins guards by its crumb. */
    @WebMethod(name = "api")
    public void doApi(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        project.checkPermission(WaybillPermissions.VIEW);
        if (!request.getRestOfPath().startsWith("/v1")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "The API is below waybill/api/v1.");
            return;
        }
        String below = ApiBridge.below(request);
        ApiBridge.answer(
                request,
                response,
                "/projects/" + project.getKey() + (below.equals("/") ? "" : below),
                request.getContextPath() + "/waybill/api/v1");
    }
}
