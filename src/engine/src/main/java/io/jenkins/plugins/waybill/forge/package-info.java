/**
 * Clients of the places where pull requests live: GitHub, GitLab, Gitea and Forgejo, Bitbucket, Azure DevOps. Each speaks
 * its vendor's REST API over one HTTP client and answers in this room's own words; promotions and steps are unknown here.
 * Start with {@link io.jenkins.plugins.waybill.forge.Forges}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.forge;
