package io.jenkins.plugins.waybill.plugin.step;

import hudson.console.HyperlinkNote;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;

/** Links from a build log to the board. */
final class BoardLink {

    private BoardLink() {}

    static String project(PromotionProject project) {
        return HyperlinkNote.encodeTo("/" + project.getUrl(), project.getFullDisplayName());
    }

    static String promotion(PromotionProject project, String promotion) {
        return HyperlinkNote.encodeTo("/" + project.getUrl() + "#/promotions/" + promotion, promotion);
    }

    static String stage(PromotionProject project, String stage) {
        return HyperlinkNote.encodeTo("/" + project.getUrl() + "#/stages/" + stage, stage);
    }

    static String freight(PromotionProject project, String name, String alias) {
        return HyperlinkNote.encodeTo("/" + project.getUrl() + "#/freight/" + name, alias);
    }
}
