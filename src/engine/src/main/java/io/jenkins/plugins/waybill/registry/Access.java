package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.waybill.cloud.CloudFailure;
import io.jenkins.plugins.waybill.cloud.CloudLogins;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.jspecify.annotations.Nullable;

/**
 * Access to one repository with one credential, or none: answers a registry's challenge with name and password or with a
 * token, and keeps the token while it lasts. Thread-safe.
 */
final class Access {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_TOKEN = 1024 * 1024;

    /** What the token specification says where a server says nothing. */
    private static final int USUAL_SECONDS = 60;

    private final PatientSender sender;
    private final RepositoryName name;
    private final Optional<Credential> credential;
    private final TlsTrust trust;
    private final Map<String, Challenge> hints;
    private final CloudLogins clouds;
    private @Nullable Challenge challenge;
    private @Nullable Token token;

    private record Token(String text, long expires) {
        boolean isFresh() {
            return System.nanoTime() - expires < 0;
        }
    }

    /**
     * Access that has to be found out.
     *
     * @param hints how registries challenged before, by host; shared by all repositories
     * @param clouds exchanges credentials that registries do not take as they are
     */
    Access(
            PatientSender sender,
            RepositoryName name,
            Optional<Credential> credential,
            TlsTrust trust,
            Map<String, Challenge> hints,
            CloudLogins clouds) {
        this.sender = sender;
        this.name = name;
        this.credential = credential;
        this.trust = trust;
        this.hints = hints;
        this.clouds = clouds;
        Challenge known = hints.get(name.host());
        this.challenge = known == null ? null : known.forRepository(name.path());
    }

    /** Sends a request with what access there is; answers 401 when that is not enough. */
    HttpAnswer send(HttpCall call, @Nullable Path file) throws RegistryException {
        Optional<String> first = authorization(call);
        HttpAnswer answer = sender.send(with(call, first), file);
        if (answer.status() != 401
                || !answer.uri().getAuthority().equals(call.uri().getAuthority())) {
            return answer;
        }
        Optional<Challenge> offered = Challenge.best(headers(answer, "WWW-Authenticate"));
        if (offered.isEmpty()) {
            return answer;
        }
        learn(offered.get(), first);
        Optional<String> second = authorization(call);
        return second.isEmpty() || second.equals(first) ? answer : sender.send(with(call, second), file);
    }

    /** For messages: whether anything was shown to the registry. */
    String means() {
        return credential.isPresent()
                ? "with the credentials known for it"
                : "without credentials, as none are known for it";
    }

    private static HttpCall with(HttpCall call, Optional<String> authorization) {
        return authorization.map(text -> call.header("Authorization", text)).orElse(call);
    }

    private static List<String> headers(HttpAnswer answer, String name) {
        return answer.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    private synchronized void learn(Challenge offered, Optional<String> refused) {
        Token held = token;
        if (held != null && refused.equals(Optional.of("Bearer " + held.text()))) {
            token = null;
        }
        challenge = offered;
        hints.put(name.host(), offered);
    }

    private synchronized Optional<String> authorization(HttpCall call) throws RegistryException {
        Challenge known = challenge;
        if (known == null) {
            return credential
                    .filter(Credential.Token.class::isInstance)
                    .map(access ->
                            "Bearer " + ((Credential.Token) access).token().reveal());
        }
        if (!known.bearer()) {
            return basic();
        }
        Token held = token;
        if (held == null || !held.isFresh()) {
            held = fetch(known, call);
            token = held;
        }
        return Optional.of("Bearer " + held.text());
    }

    private Optional<String> basic() throws RegistryException {
        Credential access = credential.orElse(null);
        if (access != null && CloudLogins.exchanges(access)) {
            try {
                access = clouds.login(access, name.host());
            } catch (CloudFailure e) {
                throw CloudRefusal.of(name, e);
            }
        }
        if (!(access instanceof Credential.UsernamePassword pair)) {
            return Optional.empty();
        }
        byte[] text = (pair.username() + ":" + pair.password().reveal()).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(text));
    }

    private Token fetch(Challenge known, HttpCall call) throws RegistryException {
        boolean downgrade =
                "https".equals(call.uri().getScheme()) && !known.realm().startsWith("https://");
        if (downgrade) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    name.host() + " hands out tokens at '" + Words.clean(known.realm()) + "', which is not encrypted;"
                            + " nothing is sent there. The registry's configuration is at fault.");
        }
        HttpAnswer answer = sender.send(question(known).trust(trust).largestAnswer(LARGEST_TOKEN), null);
        if (!answer.isSuccess()) {
            throw new RegistryException(
                    answer.status() >= 500 ? RegistryException.Reason.BROKEN : RegistryException.Reason.DENIED,
                    "The token service of " + name.host() + " at "
                            + answer.uri().getHost() + " gives no access to "
                            + name + " " + means() + ": status " + answer.status() + Words.error(answer) + "."
                            + Denied.ADVICE);
        }
        try {
            JsonNode said = JSON.readTree(Body.of(answer, LARGEST_TOKEN, "The token"));
            String text = said.path("token").asText(said.path("access_token").asText(""));
            if (!text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                int seconds = Math.max(1, Math.min(said.path("expires_in").asInt(USUAL_SECONDS), 24 * 3600));
                // A token must not end on its way.
                Duration life = Duration.ofSeconds(Math.max(seconds - 10, seconds / 2));
                return new Token(text, System.nanoTime() + life.toNanos());
            }
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            // Said below.
        }
        throw new RegistryException(
                RegistryException.Reason.INVALID_ANSWER,
                "The token service of " + name.host() + " answered without a token.");
    }

    private HttpCall question(Challenge known) throws RegistryException {
        try {
            if (credential.orElse(null) instanceof Credential.Token identity) {
                String form =
                        "grant_type=refresh_token&client_id=waybill&service=" + encode(known.service()) + "&scope="
                                + encode(known.scope()) + "&refresh_token="
                                + encode(identity.token().reveal());
                return HttpCall.of("POST", known.realm())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .body(form.getBytes(StandardCharsets.UTF_8));
            }
            HttpCall call = HttpCall.get(known.realm());
            if (!known.service().isEmpty()) {
                call = call.query("service", known.service());
            }
            for (String part : known.scope().split(" ")) {
                call = part.isEmpty() ? call : call.query("scope", part);
            }
            return with(call, basic());
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    name.host() + " hands out tokens at a place that is no URL: " + e.getMessage());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
