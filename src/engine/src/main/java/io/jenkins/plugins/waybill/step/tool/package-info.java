/**
 * A place on disk where steps let the programs of others work on files of the workspace. Knows no particular program.
 * Start with {@link io.jenkins.plugins.waybill.step.tool.Workbench}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.tool;
