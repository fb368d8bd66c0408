package io.jenkins.plugins.waybill.cloud;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpAnswer;

/**
 * Tokens of a GitHub App's installation: for what the App's key signs, GitHub gives one that opens a single repository
 * for an hour.
 */
final class GitHubAppLogins {

    private static final String USER = "x-access-token";
    private static final Duration LIFE = Duration.ofHours(1);

    /** GitHub wants at most ten minutes, by its own clock. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final Duration PROOF_LASTS = Duration.ofMinutes(8);

    private static final Pattern REPOSITORY =
            Pattern.compile("(https?)://(?:[^/@]*@)?([^/:]+)(:\\d+)?/([^/]+)/([^/]+?)(?:\\.git)?/*");

    /** What stands before an RSA key in PKCS #1 to make it one in PKCS #8: the version, and that it is for RSA. */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    /** Whether that address is one of a repository that a token could be for. */
    static boolean fits(String repoUrl) {
        return REPOSITORY.matcher(repoUrl).matches();
    }

    IssuedLogin login(Credential.GitHubApp app, String repoUrl, Instant now) throws CloudFailure {
        Matcher repository = REPOSITORY.matcher(repoUrl);
        if (!repository.matches()) {
            throw denied(app, "is for https:// addresses such as https://github.com/owner/name, and this is none");
        }
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.putArray("repositories").add(repository.group(5));
        HttpAnswer answer = CloudService.post(
                "GitHub",
                service(repository, app.installation()),
                Map.of(
                        "Authorization",
                        "Bearer " + proof(app, now),
                        "Accept",
                        "application/vnd.github+json",
                        "Content-Type",
                        "application/json",
                        "X-GitHub-Api-Version",
                        "2022-11-28"),
                wanted.toString());
        JsonNode said = CloudService.json(answer);
        if (!answer.isSuccess()) {
            throw denied(
                    app,
                    "gets no token for " + repository.group(4) + "/" + repository.group(5) + ": status "
                            + answer.status()
                            + CloudService.said("", said.path("message").asText(""))
                            + ". " + advice(answer.status()));
        }
        String token = CloudService.token("GitHub", said.path("token"));
        return new IssuedLogin(
                new Credential.UsernamePassword(USER, Secret.of(token)),
                expires(said.path("expires_at").asText(""), now));
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 ->
                "The key may have been deleted or belong to another App. If the clock of this machine is wrong, set it.";
            case 404 -> "Check the number of the installation; the App may have been uninstalled.";
            case 422 -> "Give the App's installation access to this repository.";
            default -> "Check the App's installation at GitHub.";
        };
    }

    private static URI service(Matcher repository, String installation) {
        String host = repository.group(2).toLowerCase(Locale.ROOT);
        String port = repository.group(3) == null ? "" : repository.group(3);
        String api = host.equals("github.com") || host.endsWith(".ghe.com")
                ? "https://api." + host
                : repository.group(1) + "://" + host + port + "/api/v3";
        return URI.create(api + "/app/installations/" + installation + "/access_tokens");
    }

    private static Instant expires(String text, Instant now) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return now.plus(LIFE);
        }
    }

    private static String proof(Credential.GitHubApp app, Instant now) throws CloudFailure {
        if (!app.installation().matches("\\d{1,18}")) {
            throw denied(app, "has an installation that is no number");
        }
        String claims = JsonNodeFactory.instance
                .objectNode()
                .put("iat", now.minus(CLOCKS_DIFFER).getEpochSecond())
                .put("exp", now.plus(PROOF_LASTS).getEpochSecond())
                .put("iss", app.app())
                .toString();
        String text = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey(app.privateKey().reveal()));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw denied(app, "has a private key that is no RSA key in PEM. Take the file as GitHub made it");
        }
    }

    /** As GitHub made it, or encoded in base64 once more. */
    private static PrivateKey privateKey(String text) throws GeneralSecurityException {
        String pem = text.contains("-----")
                ? text
                : new String(Base64.getMimeDecoder().decode(text.strip()), StandardCharsets.UTF_8);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(pem.contains("BEGIN RSA PRIVATE KEY") ? wrapped(der) : der));
    }

    private static byte[] wrapped(byte[] der) {
        byte[] key = tagged(0x04, der);
        byte[] both = new byte[RSA.length + key.length];
        System.arraycopy(RSA, 0, both, 0, RSA.length);
        System.arraycopy(key, 0, both, RSA.length, key.length);
        return tagged(0x30, both);
    }

    private static byte[] tagged(int tag, byte[] content) {
        byte[] tagged = new byte[content.length + 4];
        tagged[0] = (byte) tag;
        tagged[1] = (byte) 0x82;
        tagged[2] = (byte) (content.length >> 8);
        tagged[3] = (byte) content.length;
        System.arraycopy(content, 0, tagged, 4, content.length);
        return tagged;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static CloudFailure denied(Credential.GitHubApp app, String why) {
        return new CloudFailure(
                CloudFailure.Reason.DENIED, "The GitHub App " + app.app() + " " + why + (why.endsWith(".") ? "" : "."));
    }
}
