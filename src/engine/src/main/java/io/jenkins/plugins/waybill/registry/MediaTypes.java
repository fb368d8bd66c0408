package io.jenkins.plugins.waybill.registry;

/** Media types of manifests. */
public final class MediaTypes {

    /** Several images, one per platform. */
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    /** The same, by Docker. */
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    /** One image or artifact. */
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** The same, by Docker. */
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private MediaTypes() {}
}
