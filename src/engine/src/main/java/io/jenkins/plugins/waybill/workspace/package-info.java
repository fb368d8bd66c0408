/**
 * The files of one promotion, without a working tree: scratch space with Git trees mounted on directories, read lazily
 * from the object database and written as an overlay. Knows Git objects, nothing of promotions or remotes. Start with
 * {@link io.jenkins.plugins.waybill.workspace.Workspace}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.workspace;
