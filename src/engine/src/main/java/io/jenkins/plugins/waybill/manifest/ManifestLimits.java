package io.jenkins.plugins.waybill.manifest;

/**
 * How much is read before giving up; generous for manifests, small enough that no file can exhaust the memory of a
 * controller.
 *
 * @param fileBytes size of one file
 * @param files number of files in one reading
 * @param depth how deep mappings and lists may nest in one document
 * @param values keys and values of one document once aliases are written out
 * @param findingsPerFile findings kept for one file
 */
public record ManifestLimits(int fileBytes, int files, int depth, int values, int findingsPerFile) {

    /** What everybody uses. A Kubernetes object may have about 1.5 MB; a file may hold many. */
    public static final ManifestLimits DEFAULT = new ManifestLimits(10 * 1024 * 1024, 20_000, 100, 200_000, 500);
}
