package io.jenkins.plugins.waybill.forge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.cloud.CloudFailure;
import io.jenkins.plugins.waybill.cloud.CloudLogins;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;

/**
 * A repository's user name and token, as far as its credentials for Git have them.
 *
 * @param username empty for a bare token
 * @param token a token, or a password
 */
record Access(String username, String token) {

    private static final Pattern EMBEDDED = Pattern.compile("https?://([^/@:]*)(?::([^/@]*))?@.*");

    /** Empty for SSH keys, and where anybody on the way could read what is sent. */
    static Optional<Access> to(ForgeRepository repository, RepositoryAddress address, Credentials credentials)
            throws ForgeException {
        if (address.isPlainHttpToOthers()) {
            return Optional.empty();
        }
        Optional<Credential> known =
                credentials.repository(repository.project(), Credentials.Kind.GIT, repository.repoUrl());
        if (known.isEmpty()) {
            return embedded(repository.repoUrl());
        }
        if (CloudLogins.exchanges(known.get())) {
            return Optional.of(exchanged(known.get(), repository.repoUrl()));
        }
        if (known.get() instanceof Credential.UsernamePassword login) {
            return Optional.of(new Access(login.username(), login.password().reveal()));
        }
        return known.get() instanceof Credential.Token token
                ? Optional.of(new Access("", token.token().reveal()))
                : Optional.empty();
    }

    /** A token for a key that a forge does not take itself. */
    private static Access exchanged(Credential key, String repoUrl) throws ForgeException {
        try {
            Credential.UsernamePassword login = CloudLogins.shared().login(key, repoUrl);
            return new Access(login.username(), login.password().reveal());
        } catch (CloudFailure e) {
            throw new ForgeException(
                    e.reason() == CloudFailure.Reason.DENIED
                            ? ForgeException.Kind.UNAUTHORISED
                            : ForgeException.Kind.UNREACHABLE,
                    String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Access> embedded(String repoUrl) {
        Matcher parts = EMBEDDED.matcher(repoUrl.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        // Scripts also write https://TOKEN@host; https://name@host is how some forges print their addresses.
        String password = parts.group(2);
        return password == null
                ? Optional.empty()
                : Optional.of(new Access(decoded(parts.group(1)), decoded(password)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What that kind of forge takes, the likeliest first. */
    List<Authorization> authorizations(Provider provider) {
        Authorization bearer = Authorization.bearer(token);
        Authorization basic = Authorization.basic(username, token);
        List<Authorization> ways = new ArrayList<>();
        switch (provider) {
            case GITHUB, GITLAB -> ways.add(bearer);
            case GITEA -> {
                ways.add(Authorization.token(token));
                if (!username.isEmpty()) {
                    ways.add(basic);
                }
            }
            case BITBUCKET -> {
                boolean named = !username.isEmpty() && !username.startsWith("x-");
                ways.add(named ? basic : bearer);
                ways.add(named ? bearer : basic);
            }
            case AZURE -> {
                ways.add(Authorization.basic("", token));
                ways.add(bearer);
            }
        }
        return ways;
    }

    @Override
    public String toString() {
        return "****";
    }
}
