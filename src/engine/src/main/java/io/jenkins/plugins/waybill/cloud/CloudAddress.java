package io.jenkins.plugins.waybill.cloud;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which cloud an image repository is in, by its address as manifests have it. */
final class CloudAddress {

    private static final Pattern AWS = Pattern.compile(
            "^(?:oci://)?([0-9]{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/.*");
    private static final Pattern GOOGLE =
            Pattern.compile("^(?:oci://)?(?:[a-z0-9-]+-docker\\.pkg\\.dev|(?:[a-z0-9-]+\\.)?gcr\\.io)/.*");
    private static final Pattern AZURE =
            Pattern.compile("^(?:oci://)?[a-zA-Z0-9-]+(?:\\.[a-z0-9]+\\.data)?\\.azurecr\\.(?:io|cn|us)/.*");

    private CloudAddress() {}

    /** An ECR registry: its account and region. */
    record Aws(String account, String region) {}

    static Optional<Aws> aws(String repoUrl) {
        Matcher parts = AWS.matcher(repoUrl.strip());
        return parts.matches() ? Optional.of(new Aws(parts.group(1), parts.group(2))) : Optional.empty();
    }

    static boolean isGoogle(String repoUrl) {
        return GOOGLE.matcher(repoUrl.strip()).matches();
    }

    static boolean isAzure(String repoUrl) {
        return AZURE.matcher(repoUrl.strip()).matches();
    }
}
