/**
 * Subscriptions of types that Kargo leaves open: Maven repositories, and anything that lists its versions as JSON. An
 * example for whoever adds another. Start with {@link io.jenkins.plugins.waybill.warehouse.generic.MavenSource}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.warehouse.generic;
