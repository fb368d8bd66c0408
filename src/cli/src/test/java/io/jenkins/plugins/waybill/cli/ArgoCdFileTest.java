package io.jenkins.plugins.waybill.cli;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.ArgoServers;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArgoCdFileTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("ARGO_PASSWORD", "correct horse");

    @TempDir
    Path directory;

    @Test
    void the_first_server_that_fits_a_stage_is_its_server() throws Exception {
        Files.writeString(directory.resolve("token"), "s3cr3t\n");
        Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        ArgoServers servers = read("""
                servers:
                - name: production
                  url: https://argocd.prod.example.com/argocd
                  tokenFile: token
                  certificatesFile: ca.pem
                  namespace: gitops
                  stages: ["*/prod", "shop/prod-*"]
                - url: https://argocd.example.com
                  username: waybill
                  passwordVariable: ARGO_PASSWORD
                """);

        ArgoServer production = servers.find("shop", "prod-eu").orElseThrow();
        assertThat(production.name()).isEqualTo("production");
        assertThat(production.credential()).isEqualTo(new Credential.Token(Secret.of("s3cr3t")));
        assertThat(production.namespace()).isEqualTo("gitops");
        assertThat(production.certificates()).startsWith("-----BEGIN");
        assertThat(servers.find("any", "prod")).contains(production);
        ArgoServer rest = servers.find("other", "prod-eu").orElseThrow();
        assertThat(rest.credential()).isEqualTo(new Credential.UsernamePassword("waybill", Secret.of("correct horse")));
        assertThat(rest.namespace()).isEqualTo("argocd");
        assertThat(rest.certificates()).isNull();
    }

    @Test
    void a_stage_that_no_server_fits_has_none() throws Exception {
        Files.writeString(directory.resolve("token"), "t");
        ArgoServers servers = read("servers: [{url: 'https://a.example.com', tokenFile: token, stages: [shop/dev]}]");

        assertThat(servers.find("shop", "dev")).isPresent();
        assertThat(servers.find("shop", "dev2")).isEmpty();
        assertThat(servers.find("shopXdev", "dev")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "servers: []                                                | expected a list 'servers'",
                "[1                                                         | cannot be read",
                "servers: [{tokenVariable: ARGO_PASSWORD}]                  | server 1 needs a 'url'",
                "servers: [{url: 'https://a.b'}]                            | server 1 needs either a token",
                "servers: [{url: 'https://a.b', username: u}]               | server 1 needs either a token",
                "servers: [{url: 'https://a.b', tokenFile: missing}]        | which cannot be read",
                "servers: [{url: 'https://a.b', tokenVariable: MISSING}]    | variable MISSING, which is not set",
                "servers: [{url: 'https://a.b', token: s3cr3t}]             | knows no field token; there are",
                "servers: [{url: a.b, tokenVariable: ARGO_PASSWORD}]        | must look like https://argocd.example.com",
                "servers: [{url: 'https://a.b', tokenVariable: ARGO_PASSWORD, stages: [dev]}] | expected project/stage",
                "servers: [{url: 'https://a.b', tokenFile: x, tokenVariable: ARGO_PASSWORD}]  | keep one",
            })
    void mistakes_are_told_with_their_place(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(No.class)
                .hasMessageContaining("servers.yaml")
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cr3t")
                .hasMessageNotContaining("correct horse");
    }

    @Test
    void one_server_comes_from_the_environment() {
        HostOptions options = new HostOptions();
        Terminal terminal = terminal(Map.of(
                "WAYBILL_ARGOCD_URL", "https://argocd.example.com",
                "WAYBILL_ARGOCD_TOKEN", "t",
                "WAYBILL_ARGOCD_NAMESPACE", "gitops"));

        ArgoServer server = options.argoServers(terminal).find("any", "stage").orElseThrow();

        assertThat(server.url()).hasToString("https://argocd.example.com");
        assertThat(server.namespace()).isEqualTo("gitops");
        options.argoCd = "https://other.example.com";
        assertThat(options.argoServers(terminal)
                        .find("any", "stage")
                        .orElseThrow()
                        .url())
                .hasToString("https://other.example.com");
        assertThat(new HostOptions().argoServers(terminal(Map.of())).find("any", "stage"))
                .isEmpty();
        assertThatThrownBy(() -> options.argoServers(terminal(Map.of())))
                .hasMessageContaining("needs a login: set WAYBILL_ARGOCD_TOKEN");
        options.argoCdServers = Path.of("servers.yaml");
        assertThatThrownBy(() -> options.argoServers(terminal)).hasMessageContaining("keep one");
        options.argoCd = null;
        assertThatThrownBy(() -> options.argoServers(terminal)).hasMessageContaining("There is no file servers.yaml");
    }

    private ArgoServers read(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("servers.yaml"), yaml);
        return ArgoCdFile.read(file, terminal(ENVIRONMENT));
    }

    private static Terminal terminal(Map<String, String> environment) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new Terminal(new StringReader(""), nowhere, nowhere, environment, false);
    }
}
