package io.jenkins.plugins.waybill.cloud;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.PrivateNetwork;
import io.jenkins.plugins.waybill.http.HttpAnswer;

/**
 * Workload identity federation, as Google's AIP-4117 describes it: a token that the platform gives this machine, from a
 * file or an address, for one of Google, and that one, where the file wants it, for one of a service account.
 *
 * <p>Such a file names files to read and addresses to send them to. So it is taken only from whoever set up this machine,
 * never from a project; and it never runs a program.
 */
final class GoogleFederation {

    /** The {@code type} of a file for this. */
    static final String TYPE = "external_account";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIFE = Duration.ofHours(1);

    private GoogleFederation() {}

    static IssuedLogin login(JsonNode file, Instant now) throws CloudFailure {
        HttpAnswer answer = exchange(file, subject(file.path("credential_source")));
        JsonNode said = CloudService.json(answer);
        if (!answer.isSuccess()) {
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    "Google's token service takes this machine's token for nobody: status " + answer.status()
                            + CloudService.said(
                                    said.path("error").asText(""),
                                    said.path("error_description").asText(""))
                            + ". Check the workload identity pool's provider: its issuer, its audiences and its attribute"
                            + " condition.");
        }
        String token = CloudService.token("Google", said.path("access_token"));
        if (file.hasNonNull("service_account_impersonation_url")) {
            return impersonated(file, token, now);
        }
        Duration life = Duration.ofSeconds(Math.max(1, said.path("expires_in").asLong(LIFE.toSeconds())));
        return GoogleLogins.login(token, now.plus(life));
    }

    private static HttpAnswer exchange(JsonNode file, String subject) throws CloudFailure {
        Map<String, String> headers = new LinkedHashMap<>();
        if (file.hasNonNull("client_id")) {
            String client = file.path("client_id").asText() + ":"
                    + file.path("client_secret").asText("");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        fields.put("audience", required(file, "audience"));
        fields.put("scope", GoogleLogins.SCOPE);
        fields.put("requested_token_type", "urn:ietf:params:oauth:token-type:access_token");
        fields.put("subject_token", subject);
        fields.put("subject_token_type", required(file, "subject_token_type"));
        return CloudService.form("Google's token service", address(file, "token_url"), headers, fields);
    }

    private static IssuedLogin impersonated(JsonNode file, String token, Instant now) throws CloudFailure {
        long seconds = file.path("service_account_impersonation")
                .path("token_lifetime_seconds")
                .asLong(LIFE.toSeconds());
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("lifetime", seconds + "s");
        wanted.putArray("scope").add(GoogleLogins.SCOPE);
        URI address = address(file, "service_account_impersonation_url");
        HttpAnswer answer = CloudService.post(
                "Google (IAM credentials)",
                address,
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                wanted.toString());
        JsonNode said = CloudService.json(answer);
        if (!answer.isSuccess()) {
            JsonNode error = said.path("error");
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    "Google does not let this machine be the service account "
                            + address.getPath().replaceFirst("^.*/([^/:]*)(:[^/]*)?$", "$1") + ": status "
                            + answer.status()
                            + CloudService.said(
                                    error.path("status").asText(""),
                                    error.path("message").asText(""))
                            + ". Grant its identity the role roles/iam.workloadIdentityUser on that account.");
        }
        Instant expires = now.plusSeconds(Math.max(1, seconds));
        try {
            expires = Instant.parse(said.path("expireTime").asText(""));
        } catch (DateTimeException e) {
            // As long as was asked for.
        }
        return GoogleLogins.login(CloudService.token("Google", said.path("accessToken")), expires);
    }

    /** What the platform says this machine is. */
    private static String subject(JsonNode source) throws CloudFailure {
        String text;
        if (source.hasNonNull("file")) {
            text = TokenFile.read("Google", Path.of(source.path("file").asText()));
        } else if (source.hasNonNull("url")) {
            text = fetched(source);
        } else {
            String kind = source.hasNonNull("executable")
                    ? "runs a program, which Waybill does not do for a token"
                    : source.hasNonNull("environment_id")
                            ? "is AWS's, whose keys are at a link-local address, which Waybill does not ask"
                            : source.hasNonNull("certificate")
                                    ? "is a certificate, which is not supported"
                                    : "is missing";
            throw unusable("has a 'credential_source' that " + kind + "; one with 'file' or 'url' would do");
        }
        JsonNode format = source.path("format");
        String token = text.strip();
        if (format.path("type").asText("text").equals("json")) {
            String field = format.path("subject_token_field_name").asText("");
            try {
                token = JSON.readTree(text).path(field).asText("");
            } catch (IOException e) {
                // The message of the parser would quote the token.
                token = "";
            }
            if (token.isEmpty()) {
                throw unusable("names the field '" + field
                        + "' for this machine's token, which is not there in the JSON of" + " its 'credential_source'");
            }
        }
        if (token.isEmpty()) {
            throw unusable("has a 'credential_source' that gives an empty token");
        }
        return token;
    }

    private static String fetched(JsonNode source) throws CloudFailure {
        Map<String, String> headers = new LinkedHashMap<>();
        source.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        HttpAnswer answer = CloudService.get("The platform's token for Google", address(source, "url"), headers);
        if (!answer.isSuccess()) {
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    answer.uri().getHost() + " gives this machine no token for Google: status " + answer.status()
                            + ". Check 'credential_source' in the file that GOOGLE_APPLICATION_CREDENTIALS names.");
        }
        return answer.text();
    }

    private static URI address(JsonNode object, String field) throws CloudFailure {
        URI address;
        try {
            address = URI.create(required(object, field));
        } catch (IllegalArgumentException e) {
            throw unusable("has a '" + field + "' that is no URL");
        }
        boolean near = "http".equals(address.getScheme())
                && address.getHost() != null
                && PrivateNetwork.has(address.getHost());
        if (!near && !"https".equals(address.getScheme())) {
            throw unusable(
                    "has a '" + field + "' that is not encrypted (https), nor on this machine or in a private network");
        }
        return address;
    }

    private static String required(JsonNode object, String field) throws CloudFailure {
        String text = object.path(field).asText("");
        if (text.isEmpty()) {
            throw unusable("has no '" + field + "'");
        }
        return text;
    }

    private static CloudFailure unusable(String why) {
        return new CloudFailure(
                CloudFailure.Reason.DENIED,
                "The file that GOOGLE_APPLICATION_CREDENTIALS names, of type '" + TYPE + "', " + why
                        + ". Make it with 'gcloud iam workload-identity-pools create-cred-config'.");
    }
}
