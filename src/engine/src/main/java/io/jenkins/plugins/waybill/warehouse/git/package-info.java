/**
 * Commits and tags of Git repositories as candidates, found in the bare mirror. Start with
 * {@link io.jenkins.plugins.waybill.warehouse.git.GitSource}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.warehouse.git;
