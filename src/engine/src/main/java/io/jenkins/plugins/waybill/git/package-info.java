/**
 * Git without working trees and without a git program: one bare mirror per remote, fetches that many callers share,
 * commits made in core, and one pusher per branch that stacks what promotions hand it. Knows no promotions. Start with
 * {@link io.jenkins.plugins.waybill.git.Git}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.git;
