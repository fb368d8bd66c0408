package io.jenkins.plugins.waybill.plugin.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModifiableItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.View;
import hudson.model.ViewDescriptor;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A view that shows how far Freight has come in several Promotion projects: all here and below, or chosen ones. */
public final class PromotionBoardView extends View {

    /** Keys, which a project keeps through renames and moves; null for all. */
    @CheckForNull
    private List<String> projects;

    /** A view of all projects. */
    @DataBoundConstructor
    public PromotionBoardView(String name) {
        super(name);
    }

    /** Keys of the projects to show, as addresses below {@code /waybill/api/v1/projects} have them; null for all. */
    @CheckForNull
    public List<String> getProjects() {
        return projects == null ? null : List.copyOf(projects);
    }

    /** Shows these projects only; null for all in the view's folder and below. */
    @DataBoundSetter
    public void setProjects(@CheckForNull List<String> projects) {
        this.projects = projects == null ? null : new ArrayList<>(projects);
    }

    /** Whether everything in the view's folder and below is shown. */
    public boolean isAll() {
        return projects == null;
    }

    /** Whether a project was chosen, for the form. */
    public boolean isChosen(PromotionProject project) {
        return projects != null && projects.contains(project.getKey());
    }

    /** What can be chosen: what is in the view's folder or below, and whoever asks may see. */
    public List<PromotionProject> getChoices() {
        return PromotionProject.all()
                .filter(project -> project.hasPermission(WaybillPermissions.VIEW) && isBelow(project))
                .sorted(Comparator.comparing(PromotionProject::getFullName))
                .toList();
    }

    /** How the form calls a project. */
    public String titleOf(PromotionProject project) {
        return project.getRelativeDisplayNameFrom(getOwner().getItemGroup());
    }

    private boolean isBelow(Item item) {
        String folder = getOwner().getItemGroup().getFullName();
        return folder.isEmpty() || item.getFullName().startsWith(folder + "/");
    }

    @NonNull
    @Override
    public Collection<TopLevelItem> getItems() {
        return List.copyOf(shown());
    }

    private List<PromotionProject> shown() {
        return getChoices().stream()
                .filter(project -> isAll() || isChosen(project))
                .toList();
    }

    @Override
    public boolean contains(TopLevelItem item) {
        return item instanceof PromotionProject project && isBelow(project) && (isAll() || isChosen(project));
    }

    /** The overview of the projects, for the page. */
    public BoardPage getBoard() {
        return BoardPage.of(shown(), getOwner().getItemGroup());
    }

    /** Takes over the form; what the view shows and its editor may not see stays. */
    @Override
    protected void submit(StaplerRequest2 request) {
        if (request.getParameter("all") != null) {
            projects = null;
            return;
        }
        List<String> chosen = new ArrayList<>();
        List<PromotionProject> choices = getChoices();
        for (PromotionProject choice : choices) {
            if (request.getParameter("project-" + choice.getKey()) != null) {
                chosen.add(choice.getKey());
            }
        }
        if (projects != null) {
            projects.stream()
                    .filter(key ->
                            choices.stream().noneMatch(choice -> choice.getKey().equals(key)))
                    .forEach(chosen::add);
        }
        projects = chosen;
    }

    /** Makes an item in the view's folder. */
    @RequirePOST
    @Override
    public Item doCreateItem(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        ItemGroup<? extends TopLevelItem> group = getOwner().getItemGroup();
        if (group instanceof ModifiableItemGroup<?> modifiable) {
            return modifiable.doCreateItem(request, response);
        }
        return null;
    }

    /** Describes it in the list of new views. */
    @Extension
    @Symbol("promotionBoard")
    public static final class DescriptorImpl extends ViewDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PromotionBoardView_displayName();
        }
    }
}
