package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Which item has which key. A key is made of the item's name, so that addresses can be read; when the name is taken, a
 * number is added. An item that is made anew under the name of a deleted one finds what was kept of that.
 */
@Extension
public final class ProjectKeys extends ItemListener {

    private final Map<String, PromotionProject> byKey = new ConcurrentHashMap<>();

    static ProjectKeys get() {
        return ExtensionList.lookupSingleton(ProjectKeys.class);
    }

    Stream<PromotionProject> projects() {
        return byKey.values().stream().filter(project -> !project.isGone());
    }

    Optional<PromotionProject> find(String key) {
        return Optional.ofNullable(byKey.get(key)).filter(project -> !project.isGone());
    }

    /** The key wanted if it is free or already the item's own, else a new one. */
    synchronized String claim(PromotionProject project, @CheckForNull String wanted) {
        String base = wanted == null ? keyFor(project.getName()) : wanted;
        String key = base;
        for (int number = 2; !isFree(key, project); number++) {
            key = base + "-" + number;
        }
        byKey.put(key, project);
        return key;
    }

    private boolean isFree(String key, PromotionProject project) {
        PromotionProject holder = byKey.get(key);
        return holder == null
                || holder == project
                || holder.isGone()
                // An item that was loaded again from its configuration takes the place of its old self.
                || holder.getParent() == project.getParent() && holder.getName().equals(project.getName());
    }

    synchronized void release(PromotionProject project) {
        byKey.remove(project.getKey(), project);
    }

    private static String keyFor(String name) {
        String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return key.isEmpty() ? "project" : key;
    }

    @Override
    public void onCreated(Item item) {
        takeUp(item);
    }

    @Override
    public void onCopied(Item source, Item item) {
        takeUp(item);
    }

    private static void takeUp(Item item) {
        if (item instanceof PromotionProject project
                && Jenkins.get().getInitLevel().compareTo(hudson.init.InitMilestone.JOB_LOADED) >= 0) {
            Definitions.get().refreshLater(project);
        }
    }
}
