/**
 * The way in for hosts: {@link io.jenkins.plugins.waybill.engine.PromotionEngine} starts and stops everything, and
 * leads to a class for each thing that hosts ask about. Behind it loops schedule discovery, queues and health. Decisions
 * live below, in {@code promotion}, {@code policy}, {@code approval} and {@code verification}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.engine;
