package io.jenkins.plugins.waybill.plugin.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.waybill.board.BoardFiles;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;

/** {@code /waybill}: the board of all projects, the API of the engine, and the board's files. */
@Extension
public final class WaybillRoot implements RootAction {

    /** Shown to whoever may see a project. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return PromotionProject.all().anyMatch(project -> project.hasPermission(WaybillPermissions.VIEW))
                ? "symbol-waybill-route plugin-waybill"
                : null;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.WaybillRoot_displayName();
    }

    @NonNull
    @Override
    public String getUrlName() {
        return "waybill";
    }

    /** The board of all projects. */
    public BoardPage getBoard() {
        return BoardPage.ofAll();
    }

    /** Below {@code v1} the engine's API; what anybody may see or do is decided for each project. */
    @WebMethod(name = "api")
    public void doApi(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        if (!request.getRestOfPath().startsWith("/v1")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "The API is below /waybill/api/v1.");
            return;
        }
        ApiBridge.answer(request, response, ApiBridge.below(request), request.getContextPath() + "/waybill/api/v1");
    }

    /** The board's files: the same for everybody, and for good under their hash. */
    @WebMethod(name = "assets")
    public void doAssets(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        BoardFiles files = BoardAssets.get();
        String prefix = "/" + files.version() + "/";
        String path = request.getRestOfPath();
        Optional<byte[]> file =
                path.startsWith(prefix) ? files.read(path.substring(prefix.length())) : Optional.empty();
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(BoardFiles.type(path));
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(file.get().length);
        response.getOutputStream().write(file.get());
    }
}
