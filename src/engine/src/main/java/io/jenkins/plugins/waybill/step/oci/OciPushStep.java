package io.jenkins.plugins.waybill.step.oci;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.registry.ArtifactCopy;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/** {@code oci-push}: copies an artifact to another repository, or gives it another tag. */
public final class OciPushStep implements PromotionStep {

    private static final long LARGEST_COPY = 1L << 30;
    private static final String INDEX = "index:";
    private static final String MANIFEST = "manifest:";

    private final StepSchema schema = StepSchema.beside(OciPushStep.class, "oci-push");

    private record Config(
            String srcRef,
            String destRef,
            @Nullable Map<String, String> annotations,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify) {

        /** Without a prefix an annotation is one of images. */
        Map<String, String> annotationsOf(boolean index) {
            Map<String, String> wanted = new TreeMap<>();
            Optional.ofNullable(annotations).orElse(Map.of()).forEach((key, value) -> {
                if (key.startsWith(INDEX) == index) {
                    wanted.put(
                            key.startsWith(INDEX)
                                    ? key.substring(INDEX.length())
                                    : key.startsWith(MANIFEST) ? key.substring(MANIFEST.length()) : key,
                            value);
                }
            });
            return wanted;
        }
    }

    @Override
    public String name() {
        return "oci-push";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public boolean reachesOutside() {
        return true;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        ArtifactReference source = ArtifactReference.of(config.srcRef());
        ArtifactReference target = ArtifactReference.of(config.destRef());
        Registry registry = new Registry(context.credentials());
        try {
            String digest = new ArtifactCopy(
                            source.open(context, registry, config.insecureSkipTlsVerify()),
                            target.open(context, registry, config.insecureSkipTlsVerify()),
                            config.annotationsOf(true),
                            config.annotationsOf(false),
                            LARGEST_COPY)
                    .run(source.reference(), target.reference());
            context.log("Pushed " + config.srcRef() + " to " + config.destRef() + " as " + digest);
            return StepResult.succeeded(output(target, digest));
        } catch (RegistryException e) {
            throw ArtifactReference.failure(e);
        }
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        ArtifactReference source = ArtifactReference.of(config.srcRef());
        ArtifactReference target = ArtifactReference.of(config.destRef());
        try {
            String digest = source.open(context, new Registry(context.credentials()), config.insecureSkipTlsVerify())
                    .digest(source.reference())
                    .orElseThrow(() ->
                            StepFailure.retryable("There is no " + config.srcRef() + ". Check the tag or digest."));
            context.plan(new PlannedEffect(
                    name(), "would push " + config.srcRef() + " (" + digest + ") to " + config.destRef(), null));
            return StepResult.succeeded(output(target, digest));
        } catch (RegistryException e) {
            throw ArtifactReference.failure(e);
        }
    }

    private static ObjectNode output(ArtifactReference target, String digest) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("image", target.image())
                .put("digest", digest)
                .put("tag", target.reference());
    }
}
