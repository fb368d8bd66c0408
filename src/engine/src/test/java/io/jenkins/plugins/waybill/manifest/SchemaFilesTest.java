package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The schemas are for editors too, so a validator that knows nothing of us has to come to the same verdicts. */
class SchemaFilesTest {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
    private static final String FOLDER = "classpath:io/jenkins/plugins/waybill/manifest/";

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.waybill.manifest.RulesTest#files")
    void a_json_schema_validator_agrees_with_us(Path file) throws IOException {
        ManifestSet set = Manifests.read(file.toString(), Files.readString(file));
        for (ManifestDocument document : set.documents()) {
            JsonNode json = document.json();
            if (!document.isKargo() || hasNull(json)) {
                continue;
            }
            JsonSchema schema = FACTORY.getSchema(SchemaLocation.of(FOLDER + document.kind() + ".schema.json"));
            List<Finding> ours = new ArrayList<>();
            SchemaCheck.check(document.root(), Schema.ofKind(document.kind()), new Report(ours::add));

            assertThat(schema.validate(json))
                    .as("%s: %s", document, ours)
                    .matches(theirs -> theirs.isEmpty() == ours.stream().noneMatch(Finding::isError));
        }
    }

    /** Kubernetes drops nulls before it validates; a plain validator does not. */
    private static boolean hasNull(JsonNode json) {
        if (json.isNull()) {
            return true;
        }
        for (JsonNode child : json) {
            if (hasNull(child)) {
                return true;
            }
        }
        return false;
    }
}
