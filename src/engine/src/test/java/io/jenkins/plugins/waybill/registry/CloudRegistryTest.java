package io.jenkins.plugins.waybill.registry;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;

import io.jenkins.plugins.waybill.cloud.StubClouds;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A registry that takes only what its cloud gives out. */
class CloudRegistryTest {

    private static final String ECR = "POST /api.ecr/eu-west-1";
    private static final String SECRET = "aws-s3cret-key";

    private RegistryFront front;
    private StubServer cloud;
    private RemoteRepository repository;

    @BeforeEach
    void open() throws Exception {
        front = RegistryFront.alone();
        cloud = StubServer.start();
        Keyring keyring = new Keyring()
                .with(front.host(), new Credential.AwsKey("eu-west-1", "AKIAIOSFODNN7", Secret.of(SECRET), null));
        repository = new Registry(keyring, StubClouds.at(cloud, InstantSource.system()))
                .repository("shop", Credentials.Kind.IMAGE, front.host() + "/team/app", TlsTrust.SYSTEM);
    }

    @AfterEach
    void close() {
        front.close();
        cloud.close();
    }

    @Test
    void thePasswordThatTheCloudGivesIsShownToItsRegistryAndAskedForOnce() throws Exception {
        String pair = Base64.getEncoder().encodeToString("AWS:issued".getBytes(StandardCharsets.UTF_8));
        cloud.on(ECR, 200, "{\"authorizationData\":[{\"authorizationToken\":\"" + pair + "\"}]}");
        front.behaving(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/v2/")) {
                return false;
            }
            if (!("Basic " + pair).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"https://ecr/\",service=\"ecr\"");
                RegistryFront.answer(exchange, 401, "{}");
                return true;
            }
            RegistryFront.answer(exchange, 200, "{\"name\":\"team/app\",\"tags\":[\"1.0.0\"]}");
            return true;
        });

        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(cloud.requests()).containsExactly(ECR);
    }

    @Test
    void aCloudThatGivesNoPasswordIsNamedWithTheRepository() {
        cloud.on(ECR, 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}");
        front.behaving(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/v2/")) {
                return false;
            }
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"https://ecr/\",service=\"ecr\"");
            RegistryFront.answer(exchange, 401, "{}");
            return true;
        });

        assertThatThrownBy(repository::tags)
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.DENIED))
                .hasMessageStartingWith("No access to " + front.host() + "/team/app. AWS gives no password")
                .hasMessageContaining("AccessDeniedException: not authorized")
                .hasMessageNotContaining(SECRET);
    }
}
