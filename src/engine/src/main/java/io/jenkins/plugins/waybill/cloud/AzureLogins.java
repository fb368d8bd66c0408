package io.jenkins.plugins.waybill.cloud;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpAnswer;

/**
 * Passwords for ACR: the platform's token for one of Microsoft Entra, and that one for a refresh token of the registry,
 * which is the password for the user name that stands for it.
 */
final class AzureLogins {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    /** The registry does not say how long; its documentation says three hours. */
    private static final Duration LIFE = Duration.ofHours(3);

    private final Endpoints endpoints;

    AzureLogins(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    IssuedLogin login(Credential.AzureIdentity identity, String host, Instant now) throws CloudFailure {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "access_token");
        fields.put("service", host);
        fields.put("tenant", identity.tenant());
        fields.put("access_token", entra(identity));
        HttpAnswer answer =
                CloudService.form(host, endpoints.registry(host).resolve("/oauth2/exchange"), Map.of(), fields);
        if (!answer.isSuccess()) {
            JsonNode error = CloudService.json(answer).path("errors").path(0);
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    host + " does not let the application " + identity.client() + " in: status " + answer.status()
                            + CloudService.said(
                                    error.path("code").asText(""),
                                    error.path("message").asText(""))
                            + ". Give it the role AcrPull on this registry.");
        }
        String token = CloudService.token(host, CloudService.json(answer).path("refresh_token"));
        return new IssuedLogin(new Credential.UsernamePassword(NOBODY, Secret.of(token)), now.plus(LIFE));
    }

    private static String entra(Credential.AzureIdentity identity) throws CloudFailure {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", identity.client());
        fields.put("scope", "https://containerregistry.azure.net/.default");
        fields.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        fields.put("client_assertion", TokenFile.read("Azure", identity.tokenFile()));
        URI address = URI.create(
                identity.authority().toString().replaceAll("/+$", "") + "/" + identity.tenant() + "/oauth2/v2.0/token");
        HttpAnswer answer = CloudService.form("Microsoft Entra", address, Map.of(), fields);
        JsonNode said = CloudService.json(answer);
        if (!answer.isSuccess()) {
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    "Microsoft Entra gives the application " + identity.client() + " no token: status "
                            + answer.status()
                            + CloudService.said(
                                    said.path("error").asText(""),
                                    said.path("error_description").asText(""))
                            + ". Check AZURE_CLIENT_ID, AZURE_TENANT_ID and the application's federated credential.");
        }
        return CloudService.token("Microsoft Entra", said.path("access_token"));
    }
}
