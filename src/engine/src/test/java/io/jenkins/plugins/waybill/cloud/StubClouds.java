package io.jenkins.plugins.waybill.cloud;

import java.net.URI;
import java.time.InstantSource;

import io.jenkins.plugins.waybill.fixture.StubServer;

/** Clouds whose services are all one server on loopback, each at a path of its own. */
public final class StubClouds implements Endpoints {

    private final StubServer server;

    private StubClouds(StubServer server) {
        this.server = server;
    }

    /** Logins that are asked of that server. */
    public static CloudLogins at(StubServer server, InstantSource clock) {
        return new CloudLogins(new StubClouds(server), clock);
    }

    @Override
    public URI aws(String service, String region) {
        return URI.create(server.url() + "/" + service + "/" + region);
    }

    @Override
    public URI google(String named) {
        return URI.create(server.url() + "/google");
    }

    @Override
    public URI registry(String host) {
        return URI.create(server.url());
    }
}
