/**
 * What the clouds want before their image registries let somebody in: keys and identities are exchanged for passwords
 * that last some hours; and the same for GitHub Apps. Knows nothing of images. Start with {@link io.jenkins.plugins.waybill.cloud.CloudLogins}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.cloud;
