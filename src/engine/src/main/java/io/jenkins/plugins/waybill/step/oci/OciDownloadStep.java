package io.jenkins.plugins.waybill.step.oci;

import java.io.IOException;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.registry.FetchedManifest;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/** {@code oci-download}: fetches one layer of an artifact as it is stored. A plan does it too. */
public final class OciDownloadStep implements PromotionStep {

    private static final int LARGEST_LAYER = 100 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StepSchema schema = StepSchema.beside(OciDownloadStep.class, "oci-download");

    private record Config(
            String imageRef,
            String outPath,
            boolean allowOverwrite,
            @Nullable String mediaType,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify) {}

    @Override
    public String name() {
        return "oci-download";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        if (!config.allowOverwrite()
                && context.workspace().find(config.outPath()).isPresent()) {
            throw StepFailure.errored(
                    "There is a file at '" + config.outPath() + "' already. Set allowOverwrite: true to replace it.");
        }
        ArtifactReference reference = ArtifactReference.of(config.imageRef());
        RemoteRepository repository =
                reference.open(context, new Registry(context.credentials()), config.insecureSkipTlsVerify());
        try {
            JsonNode layer = layer(config, manifest(repository, config, reference.reference()));
            long size = layer.path("size").asLong();
            if (size > LARGEST_LAYER) {
                throw StepFailure.errored("The layer of " + config.imageRef() + " has " + size / 1024 / 1024
                        + " MiB; oci-download takes at most 100 MiB.");
            }
            byte[] content = repository.blob(layer.path("digest").asText(), LARGEST_LAYER);
            context.workspace().write(config.outPath(), content);
            context.log(
                    "Downloaded " + content.length + " bytes from " + config.imageRef() + " to " + config.outPath());
            return StepResult.succeeded();
        } catch (RegistryException e) {
            throw ArtifactReference.failure(e);
        }
    }

    /** Of several platforms the usual one of servers is taken, as Kargo does. */
    private static JsonNode manifest(RemoteRepository repository, Config config, String reference)
            throws IOException, StepFailure {
        FetchedManifest fetched = repository
                .manifest(reference)
                .orElseThrow(
                        () -> StepFailure.retryable("There is no " + config.imageRef() + ". Check the tag or digest."));
        JsonNode manifest = JSON.readTree(fetched.content());
        if (!manifest.path("manifests").isArray()) {
            return manifest;
        }
        for (JsonNode entry : manifest.path("manifests")) {
            JsonNode platform = entry.path("platform");
            if (platform.path("os").asText().equals("linux")
                    && platform.path("architecture").asText().equals("amd64")) {
                return manifest(repository, config, entry.path("digest").asText());
            }
        }
        throw StepFailure.retryable(config.imageRef() + " is for several platforms and none of them is linux/amd64;"
                + " name one of its images by digest.");
    }

    private static JsonNode layer(Config config, JsonNode manifest) throws StepFailure {
        for (JsonNode layer : manifest.path("layers")) {
            if (config.mediaType() == null || layer.path("mediaType").asText().equals(config.mediaType())) {
                return layer;
            }
        }
        throw StepFailure.retryable(config.imageRef() + " has no layer"
                + (config.mediaType() == null ? "." : " of the media type '" + config.mediaType() + "'."));
    }
}
