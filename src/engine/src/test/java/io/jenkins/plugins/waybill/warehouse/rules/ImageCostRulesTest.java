package io.jenkins.plugins.waybill.warehouse.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.image.ImageRepositoryFixture;
import io.jenkins.plugins.waybill.warehouse.image.ImageSource;
import io.jenkins.plugins.waybill.warehouse.image.ImageWarehouse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What registries are asked for, how often, and by whom. */
class ImageCostRulesTest extends ImageRepositoryFixture {

    private static final String EARLY = "2026-01-01T00:00:00Z";

    @Test
    @DisplayName("cache: what a digest stands for is asked for once")
    void aDigestIsAskedForOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            push(SampleImage.created("2026-01-0" + (i % 9 + 1) + "T00:00:00Z"), "1.0." + i);
        }
        ImageWarehouse rules = rules(ImageSelection.NEWEST_BUILD);
        WarehouseState state = polled(rules);
        push(SampleImage.created("2026-02-01T00:00:00Z"), "2.0.0");
        restart();
        front.forget();
        assertThat(tag(poll(rules, state))).isEqualTo("2.0.0");
        assertThat(front.requests())
                .as("tags, the former best, manifest, configuration")
                .hasSize(4);
    }

    @Test
    @DisplayName("cache: where the best tag points is asked at each look, of the others once an hour")
    void tagsThatMoved() throws Exception {
        push(SampleImage.created("2026-03-01T00:00:00Z"), "best");
        push(SampleImage.created(EARLY), "other");
        ImageWarehouse rules = rules(ImageSelection.NEWEST_BUILD);
        WarehouseState state = polled(rules);
        SampleImage rebuilt = SampleImage.created("2026-04-01T00:00:00Z");
        push(rebuilt, "best");
        Optional<WarehouseState> moved = poll(rules, state);
        assertThat(moved.orElseThrow().discovered().images().get(0).digest()).isEqualTo(rebuilt.digest());
        push(SampleImage.created("2026-05-01T00:00:00Z"), "other");
        assertThat(poll(rules, moved.orElseThrow())).isEmpty();
        now = now.plus(Duration.ofHours(1));
        assertThat(tag(poll(rules, moved.orElseThrow()))).isEqualTo("other");
    }

    @Test
    @DisplayName("cache: with cacheByTag a tag that was looked at is not asked for again")
    void tagsThatAreTakenNeverToMove() throws Exception {
        push(SampleImage.created(EARLY), "1.0.0");
        ImageWarehouse rules = rules(ImageSelection.SEMVER).never();
        WarehouseState state = polled(rules);
        push(SampleImage.created("2026-02-01T00:00:00Z"), "1.0.0");
        front.forget();
        assertThat(poll(rules, state)).isEmpty();
        assertThat(images(rules))
                .extracting(Image::digest)
                .containsExactly(SampleImage.created(EARLY).digest());
        assertThat(front.requests()).allMatch(request -> request.contains("/tags/list"));
    }

    @Test
    @DisplayName("limits: at most 16 requests are under way to one registry")
    void requestsAtOnce() throws Exception {
        String[] tags = new String[40];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = "1.0." + i;
        }
        push(tags);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        front.behaving(exchange -> {
            if (!exchange.getRequestURI().getPath().contains("/manifests/")) {
                return false;
            }
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                two.countDown();
                assertThat(two.await(5, TimeUnit.MINUTES)).isTrue();
                // Time for more than there may be.
                Thread.sleep(20);
                exchange.getResponseHeaders().add("Content-Type", SampleImage.OCI_MANIFEST);
                RegistryFront.answer(exchange, 200, SampleImage.created(EARLY).manifest());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                underWay.decrementAndGet();
            }
            return true;
        });
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD).limit(100))).hasSize(40);
        assertThat(most.get()).isBetween(2, 16);
    }

    @Test
    @DisplayName("access: user name and password are shown as basic authentication")
    void basicAuthentication() throws Exception {
        try (DistributionRegistry guarded = DistributionRegistry.startWithAccount(home.resolve("guarded"));
                RegistryFront before = RegistryFront.before(guarded)) {
            guarded.push("shop/app", SampleImage.created(EARLY), "1.0.0");
            Keyring keyring = new Keyring()
                    .with(
                            before.host(),
                            new Credential.UsernamePassword(
                                    DistributionRegistry.USER, Secret.of(DistributionRegistry.PASSWORD)));
            Discovery discovery =
                    new Discovery(List.of(new ImageSource(new Registry(keyring), home.resolve("known"), () -> now)));
            ImageWarehouse rules = new ImageWarehouse(before.host() + "/shop/app", ImageSelection.SEMVER);
            assertThat(discovery.discover("shop", rules.warehouse()).freight()).isPresent();
            assertThat(before.authorizations()).contains("Basic YWRhOmh1bnRlcjI=");
        }
    }
}
