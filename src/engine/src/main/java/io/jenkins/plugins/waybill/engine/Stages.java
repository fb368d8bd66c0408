package io.jenkins.plugins.waybill.engine;

import java.util.List;

import io.jenkins.plugins.waybill.argocd.LiveApplication;
import io.jenkins.plugins.waybill.policy.AutoPromotion;
import io.jenkins.plugins.waybill.policy.PromotionWindows;

/** What goes for a Stage now. Thread-safe. */
public final class Stages {

    private final EngineRoom room;
    private final Definitions definitions;
    private final StageApplications applications;

    Stages(EngineRoom room) {
        this.room = room;
        definitions = room.definitions();
        applications = new StageApplications(room.surroundings());
    }

    /** Whether promotions to a Stage may start now, and why. */
    public PromotionWindows windows(String project, String stage) {
        return PromotionWindows.decide(definitions.project(project), definitions.stage(project, stage), room.now());
    }

    /** What automation does about each origin that a Stage requests, and why. */
    public List<AutoPromotion> autoPromotion(String project, String stage) {
        return AutoPromotion.decide(
                definitions.project(project), definitions.stage(project, stage), room.state(project), room.now());
    }

    /**
     * The Argo CD Applications that a Stage's last promotion, or one that is under way, dealt with, as they are now; asks
     * Argo CD unless somebody else just did.
     */
    public List<LiveApplication> applications(String project, String stage) {
        return applications.of(project, stage);
    }
}
