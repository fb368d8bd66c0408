package io.jenkins.plugins.waybill.promotion;

import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;

/** The host's secrets, each learnt by a promotion's mask before it is handed out. */
final class MaskedCredentials implements Credentials {

    private final Credentials host;
    private final SecretMask mask;

    MaskedCredentials(Credentials host, SecretMask mask) {
        this.host = host;
        this.mask = mask;
    }

    @Override
    public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
        Optional<Credential> credential = host.repository(project, kind, repoUrl);
        credential.ifPresent(this::learn);
        return credential;
    }

    @Override
    public Optional<Map<String, Secret>> secret(String project, String name) {
        return learnt(host.secret(project, name));
    }

    @Override
    public Optional<Map<String, Secret>> sharedSecret(String name) {
        return learnt(host.sharedSecret(name));
    }

    private Optional<Map<String, Secret>> learnt(Optional<Map<String, Secret>> secrets) {
        secrets.ifPresent(data -> data.values().forEach(secret -> mask.learn(secret.reveal())));
        return secrets;
    }

    private void learn(Credential credential) {
        if (credential instanceof Credential.UsernamePassword login) {
            mask.learn(login.password().reveal());
        } else if (credential instanceof Credential.Token token) {
            mask.learn(token.token().reveal());
        } else if (credential instanceof Credential.PrivateKey key) {
            mask.learn(key.key().reveal());
            if (key.passphrase() != null) {
                mask.learn(key.passphrase().reveal());
            }
        } else if (credential instanceof Credential.AwsKey key) {
            mask.learn(key.secretAccessKey().reveal());
            if (key.sessionToken() != null) {
                mask.learn(key.sessionToken().reveal());
            }
        } else if (credential instanceof Credential.GitHubApp app) {
            mask.learn(app.privateKey().reveal());
        } else if (credential instanceof Credential.GoogleKey key) {
            mask.learn(key.json().reveal());
        }
    }
}
