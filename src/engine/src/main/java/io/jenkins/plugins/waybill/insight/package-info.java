/**
 * How well delivery goes: the four figures known from DORA, and how far Stages lag behind. Pure functions over
 * definitions, state and audit events; knows no clock and no loops. Start with
 * {@link io.jenkins.plugins.waybill.insight.DeliveryInsight}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.insight;
