/**
 * Waybill in Jenkins: a thin host of the engine. Rules of promotion are the engine's; here are Jenkins' items, pages,
 * credentials, permissions and Pipeline steps. Start with {@link io.jenkins.plugins.waybill.plugin.project.PromotionProject}
 * and {@link io.jenkins.plugins.waybill.plugin.engine.WaybillEngine}.
 */
package io.jenkins.plugins.waybill.plugin;
