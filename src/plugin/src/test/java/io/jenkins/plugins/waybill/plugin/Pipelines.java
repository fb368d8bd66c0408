package io.jenkins.plugins.waybill.plugin;

import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.util.List;
import java.util.Map;
import org.jvnet.hudson.test.JenkinsRule;

/** Small pipelines that need no repository. */
final class Pipelines {

    /** Two Stages one after the other, whose promotions only compose an output. */
    static final String DEV_AND_PROD = stages("{uses: compose-output, as: done, config: {image: 'x'}}");

    private Pipelines() {}

    /** The same Stages with another step. */
    static String stages(String step) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  freightCreationPolicy: Manual
                  subscriptions: [{image: {repoURL: registry.example.com/shop/app}}]
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: shop}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [%1$s]}}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: prod, namespace: shop}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {stages: [dev]}}]
                  promotionTemplate: {spec: {steps: [%1$s]}}
                """
                .formatted(step);
    }

    /** A project with these manifests in force. */
    static PromotionProject project(JenkinsRule jenkins, String name, String manifests) throws Exception {
        PromotionProject project = jenkins.jenkins.createProject(PromotionProject.class, name);
        project.setSource(new InlineManifests(manifests));
        project.save();
        Definitions.get().refresh(project);
        return project;
    }

    /** Freight of the Warehouse {@code app} with one image. */
    static Freight freight(PromotionProject project, String tag) {
        return WaybillEngine.engine()
                .freight()
                .create(
                        project.getKey(),
                        FreightOrigin.warehouse("app"),
                        new Artifacts(
                                List.of(),
                                List.of(new Image("registry.example.com/shop/app", tag, "sha256:" + tag, Map.of(), "")),
                                List.of(),
                                List.of()),
                        "app-" + tag,
                        Actor.user("ada"));
    }
}
