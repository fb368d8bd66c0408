/**
 * Steps that read and change data files. Changes touch only the bytes that hold the value. Start with
 * {@link io.jenkins.plugins.waybill.step.data.YamlUpdateStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.data;
