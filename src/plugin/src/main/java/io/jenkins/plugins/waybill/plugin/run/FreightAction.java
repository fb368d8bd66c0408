package io.jenkins.plugins.waybill.plugin.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.Run;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import io.jenkins.plugins.waybill.store.ProjectState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The Freight that a build made, started with, promoted or verified. Jenkins' fingerprint of that Freight ties all such
 * builds together.
 */
@ExportedBean
public final class FreightAction implements RunAction2 {

    /** What a build had to do with Freight. */
    public enum Role {
        /** Registered it. */
        CREATED,
        /** Was started by it. */
        TRIGGERED,
        /** Brought it to a Stage. */
        PROMOTED,
        /** Verified it in a Stage. */
        VERIFIED,
        /** Asked people about it. */
        APPROVAL
    }

    /** One thing that the build did. No record, since Jenkins' XML cannot read those back. */
    @ExportedBean
    public static final class Entry {

        private final String project;
        private final String freight;
        private final String alias;
        private final Role role;
        private final String stage;

        private Entry(String project, String freight, String alias, Role role, String stage) {
            this.project = project;
            this.freight = freight;
            this.alias = alias;
            this.role = role;
            this.stage = stage;
        }

        /** The engine's key of the project. */
        @Exported
        public String getProject() {
            return project;
        }

        /** The Freight's name. */
        @Exported
        public String getFreight() {
            return freight;
        }

        /** The Freight's alias as it was then. */
        @Exported
        public String getAlias() {
            return alias;
        }

        /** What was done. */
        @Exported
        public Role getRole() {
            return role;
        }

        /** Where; empty for the making. */
        @Exported
        public String getStage() {
            return stage;
        }

        private boolean isAbout(Entry other) {
            return project.equals(other.project) && freight.equals(other.freight);
        }

        private boolean isSame(Entry other) {
            return project.equals(other.project)
                    && freight.equals(other.freight)
                    && role == other.role
                    && stage.equals(other.stage);
        }

        /** The project's item; null when it is gone or hidden from the viewer. */
        @CheckForNull
        public PromotionProject getItem() {
            return PromotionProject.byKey(project)
                    .filter(item -> item.hasPermission(WaybillPermissions.VIEW))
                    .orElse(null);
        }

        /** Stages that run it now. */
        public List<String> getStagesNow() {
            return stages(true);
        }

        /** Stages that ran it before. */
        public List<String> getStagesBefore() {
            return stages(false);
        }

        /** Stages that ran it before, for people. */
        public String getStagesBeforeInWords() {
            return String.join(", ", getStagesBefore());
        }

        private List<String> stages(boolean now) {
            try {
                ProjectState state = WaybillEngine.engine().state(project);
                Set<String> running = new TreeSet<>();
                Set<String> ran = new TreeSet<>();
                WaybillEngine.engine().projects().get(project).stages().keySet().forEach(name -> {
                    var history = state.stage(name).freightHistory();
                    for (int i = 0; i < history.size(); i++) {
                        if (history.get(i).items().values().stream()
                                .anyMatch(item -> item.name().equals(freight))) {
                            (i == 0 ? running : ran).add(name);
                        }
                    }
                });
                ran.removeAll(running);
                return new ArrayList<>(now ? running : ran);
            } catch (EngineUnavailable | io.jenkins.plugins.waybill.engine.Refusal e) {
                return List.of();
            }
        }

        /** The Freight; null when it is forgotten. */
        @CheckForNull
        public Freight getDetails() {
            try {
                return WaybillEngine.engine().state(project).freight(freight).orElse(null);
            } catch (EngineUnavailable e) {
                return null;
            }
        }

        /** Hash of Jenkins' fingerprint. */
        public String getFingerprint() {
            return FreightAction.fingerprint(project, freight);
        }
    }

    private final CopyOnWriteArrayList<Entry> entries = new CopyOnWriteArrayList<>();
    private transient Run<?, ?> run;

    /** Notes what a build did with Freight; repeating changes nothing. */
    public static void attach(Run<?, ?> build, PromotionProject project, Freight freight, Role role, String stage)
            throws IOException {
        FreightAction action = build.getAction(FreightAction.class);
        if (action == null) {
            action = new FreightAction();
            build.addAction(action);
        }
        Entry entry = new Entry(project.getKey(), freight.name(), freight.alias(), role, stage);
        if (action.entries.stream().noneMatch(entry::isSame)) {
            action.entries.add(entry);
        }
        Fingerprint fingerprint = Jenkins.get()
                .getFingerprintMap()
                .getOrCreate(
                        role == Role.CREATED ? build : null,
                        "freight " + freight.alias(),
                        fingerprint(project.getKey(), freight.name()));
        fingerprint.addFor(build);
        build.save();
    }

    private static String fingerprint(String project, String freight) {
        return Util.getDigestOf("waybill/" + project + "/" + freight);
    }

    /** All that the build did. */
    @Exported(inline = true)
    public List<Entry> getEntries() {
        return List.copyOf(entries);
    }

    /** One entry for each Freight, the first, for pages that show a Freight once. */
    public List<Entry> getFreight() {
        List<Entry> firsts = new ArrayList<>();
        for (Entry entry : entries) {
            if (firsts.stream().noneMatch(known -> known.isAbout(entry))) {
                firsts.add(entry);
            }
        }
        return firsts;
    }

    /** What the build did with the Freight of an entry, in words. */
    public String whatWasDone(Entry about) {
        return entries.stream()
                .filter(about::isAbout)
                .map(entry -> Messages.FreightAction_did(entry.role.name().toLowerCase(Locale.ROOT), entry.stage)
                        .trim())
                .collect(Collectors.joining(", "));
    }

    /** The Freight that the build was started by or made. */
    public Optional<Entry> own() {
        return entries.stream()
                .filter(entry -> entry.getRole() == Role.TRIGGERED || entry.getRole() == Role.CREATED)
                .findFirst();
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    @Override
    public String getIconFileName() {
        return "symbol-waybill-route plugin-waybill";
    }

    @Override
    public String getDisplayName() {
        return Messages.FreightAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "freight";
    }
}
