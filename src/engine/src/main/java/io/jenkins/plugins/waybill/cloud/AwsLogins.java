package io.jenkins.plugins.waybill.cloud;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpAnswer;

/**
 * Passwords for ECR, by {@code GetAuthorizationToken}. A role of this machine is taken by
 * {@code AssumeRoleWithWebIdentity}; then, as in Kargo, the project's own role {@code kargo-project-NAME} is tried in the
 * registry's account and in the machine's, before the machine's role itself.
 */
final class AwsLogins {

    private static final Duration USUAL_LIFE = Duration.ofHours(12);
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z0-9]+)+");
    private static final Pattern ROLE = Pattern.compile("arn:(aws[a-z-]*):iam::([0-9]{12}):role/.+");

    private final Endpoints endpoints;

    AwsLogins(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** With a key. */
    IssuedLogin login(Credential.AwsKey key, Instant now) throws CloudFailure {
        HttpAnswer answer = askEcr(key, now);
        if (!answer.isSuccess()) {
            throw refused(
                    "AWS gives no password for the registries of " + key.region() + " to the access key "
                            + key.accessKeyId(),
                    answer,
                    " Check region, access key ID and secret access key in the credential of this repository, and that"
                            + " its user has the permission ecr:GetAuthorizationToken.");
        }
        return issued(key.region(), answer, now);
    }

    /** With a role of this machine. */
    IssuedLogin login(Credential.AwsRole role, Instant now) throws CloudFailure {
        Credential.AwsKey own = ofThisMachine(role);
        for (String other : projectRoles(role)) {
            Optional<Credential.AwsKey> key = assumed(role, own, other, now);
            if (key.isPresent()) {
                HttpAnswer answer = askEcr(key.get(), now);
                if (answer.isSuccess()) {
                    return issued(role.region(), answer, now);
                }
            }
        }
        HttpAnswer answer = askEcr(own, now);
        if (!answer.isSuccess()) {
            throw refused(
                    "AWS gives no password for the registries of " + role.region() + " to the role " + role.roleArn()
                            + ", nor to a role kargo-project-" + role.project(),
                    answer,
                    " One of them needs the permission ecr:GetAuthorizationToken; or give this repository a credential"
                            + " of its own.");
        }
        return issued(role.region(), answer, now);
    }

    private HttpAnswer askEcr(Credential.AwsKey key, Instant now) throws CloudFailure {
        URI address = endpoints.aws("api.ecr", region(key.region()));
        Map<String, String> headers = AwsSignature.sign(
                key,
                "ecr",
                "POST",
                address.getRawAuthority(),
                Map.of(
                        "content-type",
                        "application/x-amz-json-1.1",
                        "x-amz-target",
                        "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"),
                "{}",
                now);
        return CloudService.post("AWS (ECR in " + key.region() + ")", address, headers, "{}");
    }

    private static IssuedLogin issued(String region, HttpAnswer answer, Instant now) throws CloudFailure {
        JsonNode given = CloudService.json(answer).path("authorizationData").path(0);
        try {
            String pair = new String(
                    Base64.getDecoder().decode(given.path("authorizationToken").asText("")), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                double expires = given.path("expiresAt").asDouble(0);
                return new IssuedLogin(
                        new Credential.UsernamePassword(pair.substring(0, colon), Secret.of(pair.substring(colon + 1))),
                        expires > 0 ? Instant.ofEpochSecond((long) expires) : now.plus(USUAL_LIFE));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new CloudFailure(CloudFailure.Reason.BROKEN, "AWS (ECR in " + region + ") answered without a token.");
    }

    private Credential.AwsKey ofThisMachine(Credential.AwsRole role) throws CloudFailure {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", "AssumeRoleWithWebIdentity");
        fields.put("Version", "2011-06-15");
        fields.put("RoleArn", role.roleArn());
        fields.put("RoleSessionName", "waybill");
        fields.put("WebIdentityToken", TokenFile.read("AWS", role.tokenFile()));
        HttpAnswer answer = CloudService.form(
                "AWS (STS in " + role.region() + ")", endpoints.aws("sts", region(role.region())), Map.of(), fields);
        if (!answer.isSuccess()) {
            throw refused(
                    "AWS does not let this machine take the role " + role.roleArn(),
                    answer,
                    " Check the role's trust policy and the token file that AWS_WEB_IDENTITY_TOKEN_FILE names.");
        }
        return key(role.region(), answer);
    }

    /** In the registry's account, then in this machine's. */
    private static Set<String> projectRoles(Credential.AwsRole role) {
        Set<String> roles = new LinkedHashSet<>();
        Matcher own = ROLE.matcher(role.roleArn());
        if (own.matches()) {
            roles.add(projectRole(own.group(1), role.registryAccount(), role.project()));
            roles.add(projectRole(own.group(1), own.group(2), role.project()));
        }
        return roles;
    }

    private static String projectRole(String partition, String account, String project) {
        return "arn:" + partition + ":iam::" + account + ":role/kargo-project-" + project;
    }

    /** Empty when AWS forbids it; only that is a reason to try another role. */
    private Optional<Credential.AwsKey> assumed(
            Credential.AwsRole role, Credential.AwsKey own, String other, Instant now) throws CloudFailure {
        URI address = endpoints.aws("sts", region(role.region()));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", "AssumeRole");
        fields.put("Version", "2011-06-15");
        fields.put("RoleArn", other);
        fields.put("RoleSessionName", "waybill");
        fields.put("ExternalId", "kargo-project-" + role.project());
        String body = CloudService.encoded(fields);
        Map<String, String> headers = AwsSignature.sign(
                own,
                "sts",
                "POST",
                address.getRawAuthority(),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                body,
                now);
        HttpAnswer answer = CloudService.post("AWS (STS in " + role.region() + ")", address, headers, body);
        if (answer.status() == 403) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw refused("AWS does not let this machine take the role " + other, answer, "");
        }
        return Optional.of(key(role.region(), answer));
    }

    private static Credential.AwsKey key(String region, HttpAnswer answer) throws CloudFailure {
        Map<String, String> said = AwsXml.read(answer.body());
        String id = said.getOrDefault("AccessKeyId", "");
        String secret = said.getOrDefault("SecretAccessKey", "");
        String token = said.getOrDefault("SessionToken", "");
        if (id.isEmpty() || secret.isEmpty() || token.isEmpty()) {
            throw new CloudFailure(
                    CloudFailure.Reason.BROKEN, "AWS (STS in " + region + ") answered without credentials.");
        }
        return new Credential.AwsKey(region, id, Secret.of(secret), Secret.of(token));
    }

    /** ECR says it in JSON, STS in XML. */
    private static CloudFailure refused(String what, HttpAnswer answer, String advice) {
        JsonNode json = CloudService.json(answer);
        Map<String, String> xml = json.isObject() ? Map.of() : AwsXml.read(answer.body());
        String code = json.path("__type").asText(xml.getOrDefault("Code", "")).replaceFirst(".*#", "");
        String message = json.path("message").asText(json.path("Message").asText(xml.getOrDefault("Message", "")));
        CloudFailure.Reason reason = code.startsWith("Throttling") || code.equals("TooManyRequestsException")
                ? CloudFailure.Reason.BROKEN
                : CloudFailure.Reason.DENIED;
        return new CloudFailure(
                reason, what + ": status " + answer.status() + CloudService.said(code, message) + "." + advice);
    }

    /** It becomes part of an address. */
    private static String region(String region) throws CloudFailure {
        if (!REGION.matcher(region).matches()) {
            throw new CloudFailure(
                    CloudFailure.Reason.DENIED,
                    "'" + region.replaceAll("\\p{Cntrl}", "?")
                            + "' is no region of AWS, such as eu-west-1. Mend 'awsRegion' in the repository's Secret.");
        }
        return region;
    }
}
