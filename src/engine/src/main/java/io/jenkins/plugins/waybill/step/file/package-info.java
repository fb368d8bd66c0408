/**
 * Steps that copy, write and delete files of the workspace. Start with
 * {@link io.jenkins.plugins.waybill.step.file.CopyStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.file;
