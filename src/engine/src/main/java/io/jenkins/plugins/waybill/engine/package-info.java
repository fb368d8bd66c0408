/**
 * The way in for hosts: {@link io.jenkins.plugins.waybill.engine.PromotionEngine} starts and stops everything, keeps
 * the project definitions, and schedules discovery, queues and health. Decisions live below, in {@code promotion},
 * {@code policy}, {@code approval} and {@code verification}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.engine;
