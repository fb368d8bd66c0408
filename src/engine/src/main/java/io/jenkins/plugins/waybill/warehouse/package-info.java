/**
 * What can be promoted: a Warehouse asks its sources for candidates, tells of each why it was taken or left, and
 * assembles the first of each into Freight. Knows no Stages and writes no state. Start with
 * {@link io.jenkins.plugins.waybill.warehouse.Discovery}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.warehouse;
