/**
 * The nouns of promotion as immutable records: what a manifest declares (Warehouse, Stage, PromotionTask, policies)
 * and what happens to it (Freight, Promotion, Verification, Stage state). Knows nothing of files, Git, databases or
 * hosts. Start with {@link io.jenkins.plugins.waybill.model.Freight} and
 * {@link io.jenkins.plugins.waybill.model.Stage}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.model;
