package io.jenkins.plugins.waybill.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpAnswer;

/** Passwords for Google's registries: an access token for what the key of a service account signs. */
final class GoogleLogins {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String USER = "oauth2accesstoken";
    private static final String USUAL_SERVICE = "https://oauth2.googleapis.com/token";

    /** What the account may do is said by its roles; steps push, too. */
    static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private static final Duration LIFE = Duration.ofHours(1);

    private final Endpoints endpoints;

    GoogleLogins(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** With what whoever set up this machine gave it: a key, or the way to have the platform's token exchanged. */
    IssuedLogin login(Credential.GoogleKeyFile key, Instant now) throws CloudFailure {
        Secret text = Secret.of(TokenFile.read("Google", key.file()));
        try {
            JsonNode file = JSON.readTree(text.reveal());
            if (file.path("type").asText().equals(GoogleFederation.TYPE)) {
                return GoogleFederation.login(file, now);
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        return login(new Credential.GoogleKey(text), now);
    }

    static IssuedLogin login(String token, Instant expires) {
        return new IssuedLogin(new Credential.UsernamePassword(USER, Secret.of(token)), expires);
    }

    IssuedLogin login(Credential.GoogleKey key, Instant now) throws CloudFailure {
        JsonNode file = parsed(key);
        String account = file.path("client_email").asText();
        String service = file.path("token_uri").asText(USUAL_SERVICE);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        fields.put("assertion", assertion(file, service, now));
        HttpAnswer answer = CloudService.form("Google", endpoints.google(service), Map.of(), fields);
        JsonNode said = CloudService.json(answer);
        if (!answer.isSuccess()) {
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    "Google gives the service account " + account + " no token: status " + answer.status()
                            + CloudService.said(
                                    said.path("error").asText(""),
                                    said.path("error_description").asText(""))
                            + ". Its key may have been deleted or have expired; make a new one. If the clock of this"
                            + " machine is wrong, set it.");
        }
        String token = CloudService.token("Google", said.path("access_token"));
        Duration life = Duration.ofSeconds(Math.max(1, said.path("expires_in").asLong(LIFE.toSeconds())));
        return login(token, now.plus(life));
    }

    private static JsonNode parsed(Credential.GoogleKey key) throws CloudFailure {
        try {
            JsonNode file = JSON.readTree(key.json().reveal());
            if (file.path("type").asText().equals("service_account")
                    && !file.path("client_email").asText().isEmpty()
                    && !file.path("private_key").asText().isEmpty()) {
                return file;
            }
            if (file.path("type").asText().equals(GoogleFederation.TYPE)) {
                throw unusable("is of type '" + GoogleFederation.TYPE
                        + "', which names files and addresses of its machine and is taken only from"
                        + " GOOGLE_APPLICATION_CREDENTIALS of the server, with --cloud-identity");
            }
        } catch (CloudFailure e) {
            throw e;
        } catch (IOException e) {
            // Said below; the message of the parser would quote the key.
        }
        throw unusable("is no such key: a JSON object of type 'service_account' with 'client_email' and 'private_key'");
    }

    private static String assertion(JsonNode file, String service, Instant now) throws CloudFailure {
        var header = JsonNodeFactory.instance.objectNode().put("alg", "RS256").put("typ", "JWT");
        if (file.hasNonNull("private_key_id")) {
            header.put("kid", file.path("private_key_id").asText());
        }
        var claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", file.path("client_email").asText())
                .put("scope", SCOPE)
                .put("aud", service)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        String text = encoded(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey(file.path("private_key").asText()));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable("has a 'private_key' that is no RSA key in PEM (PKCS #8)");
        }
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static CloudFailure unusable(String why) {
        return new CloudFailure(
                CloudFailure.Reason.DENIED,
                "The key of the Google service account that is known for this repository " + why
                        + ". Take the file as Google made it; in a Secret, encode it with base64.");
    }
}
