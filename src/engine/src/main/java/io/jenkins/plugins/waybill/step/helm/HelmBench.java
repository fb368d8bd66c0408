package io.jenkins.plugins.waybill.step.helm;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.cloud.CloudCredentials;
import io.jenkins.plugins.waybill.cloud.CloudFailure;
import io.jenkins.plugins.waybill.cloud.CloudLogins;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.tool.Paths;
import io.jenkins.plugins.waybill.step.tool.Workbench;
import io.jenkins.plugins.waybill.workspace.Materialised;

/** The helm program with a chart before it, and with a configuration of its own: nobody's repositories or plugins. */
final class HelmBench implements AutoCloseable {

    /** Since then there is {@code --set-literal}. */
    private static final int MAJOR = 3;

    private static final int MINOR = 12;
    private static final String OCI = "oci://";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StepContext context;
    private final Workbench bench;

    private HelmBench(StepContext context, Workbench bench) {
        this.context = context;
        this.bench = bench;
    }

    static HelmBench open(StepContext context) throws IOException, InterruptedException, StepFailure {
        HelmBench helm = new HelmBench(context, Workbench.open(context));
        try {
            helm.bench
                    .with("HELM_CACHE_HOME", "home/cache")
                    .with("HELM_CONFIG_HOME", "home/config")
                    .with("HELM_DATA_HOME", "home/data");
            helm.bench.require("helm", MAJOR, MINOR, List.of("version", "--template", "{{.Version}}"));
            return helm;
        } catch (StepFailure | IOException | InterruptedException e) {
            helm.close();
            throw e;
        }
    }

    Workbench bench() {
        return bench;
    }

    /** A chart laid out with the charts beside it that it needs. */
    record Lent(Materialised files, String chart) {}

    Lent lend(String chart, ChartFile file) throws IOException, StepFailure {
        String around = Paths.around(file.directories(chart));
        return new Lent(bench.lend(around, "files"), Paths.join("files", Paths.below(chart, around)));
    }

    String run(List<String> arguments) throws IOException, InterruptedException, StepFailure {
        return bench.run("helm", arguments);
    }

    /** Lets helm into the repositories of a chart that the host has credentials for. */
    void signIn(ChartFile chart) throws IOException {
        Set<String> repositories = new LinkedHashSet<>();
        chart.dependencies().stream()
                .filter(ChartFile.Dependency::isRemote)
                .forEach(dependency -> repositories.add(dependency.repository()));
        ObjectNode registries = JsonNodeFactory.instance.objectNode();
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        for (String repository : repositories) {
            Optional<Credential.UsernamePassword> login = login(repository);
            if (repository.startsWith(OCI)) {
                login.ifPresent(
                        known -> registries.putObject(registry(repository)).put("auth", basic(known)));
            } else {
                ObjectNode entry = others.addObject()
                        .put("name", "repository-" + others.size())
                        .put("url", repository);
                login.ifPresent(known -> entry.put("username", known.username())
                        .put("password", known.password().reveal()));
            }
        }
        if (!registries.isEmpty()) {
            ObjectNode config = JsonNodeFactory.instance.objectNode();
            config.set("auths", registries);
            bench.write("home/config/registry/config.json", JSON.writeValueAsBytes(config));
        }
        if (!others.isEmpty()) {
            ObjectNode config = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1");
            config.set("repositories", others);
            // JSON is YAML.
            bench.write("home/config/repositories.yaml", JSON.writeValueAsBytes(config));
        }
    }

    private Optional<Credential.UsernamePassword> login(String repository) throws CloudFailure {
        Credential known = context.credentials()
                .repository(context.project().name(), Credentials.Kind.HELM, repository)
                .map(credential -> CloudCredentials.suited(credential, repository))
                .orElse(null);
        if (known != null && CloudLogins.exchanges(known)) {
            return Optional.of(CloudLogins.shared().login(known, registry(repository)));
        }
        if (known instanceof Credential.UsernamePassword login) {
            return Optional.of(login);
        }
        return known instanceof Credential.Token token
                ? Optional.of(new Credential.UsernamePassword("token", token.token()))
                : Optional.empty();
    }

    private static String registry(String repository) {
        return URI.create(repository.replace(OCI, "https://")).getAuthority();
    }

    private static String basic(Credential.UsernamePassword login) {
        return Base64.getEncoder()
                .encodeToString((login.username() + ":" + login.password().reveal()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        bench.close();
    }
}
