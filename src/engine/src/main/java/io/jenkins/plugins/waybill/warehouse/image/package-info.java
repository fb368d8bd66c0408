/**
 * Tags of image repositories as candidates, chosen by version, name, age or digest. Knows registries only as the room
 * {@code registry} shows them. Start with {@link io.jenkins.plugins.waybill.warehouse.image.ImageSource}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.warehouse.image;
