package io.jenkins.plugins.waybill.step.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** {@code helm-template}: renders a chart to a file or a directory, without a cluster. */
public final class HelmTemplateStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(HelmTemplateStep.class, "helm-template");

    private record Config(
            String path,
            String outPath,
            @Nullable String outLayout,
            String releaseName,
            boolean useReleaseName,
            @Nullable String namespace,
            @Nullable List<String> valuesFiles,
            boolean ignoreMissingValueFiles,
            @Nullable List<SetValue> setValues,
            boolean buildDependencies,
            @JsonProperty("includeCRDs") boolean includeCrds,
            boolean disableHooks,
            boolean skipTests,
            @Nullable String kubeVersion,
            @Nullable List<String> apiVersions) {

        boolean toFile() {
            return outPath.endsWith(".yaml") || outPath.endsWith(".yml");
        }

        boolean flat() {
            return Objects.equals(outLayout, "flat");
        }
    }

    private record SetValue(String key, String value, boolean literal) {}

    @Override
    public String name() {
        return "helm-template";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        try (HelmBench helm = HelmBench.open(context)) {
            String chart = lend(context, helm, config);
            List<String> arguments = arguments(context, helm, config, chart);
            String manifests = helm.run(arguments);
            int files = write(context.workspace(), helm, config, manifests);
            context.log("Rendered " + config.path() + " to " + config.outPath() + ": " + files
                    + (files == 1 ? " file" : " files"));
        }
        return StepResult.succeeded();
    }

    /** A directory, or an archive such as helm package makes. */
    private static String lend(StepContext context, HelmBench helm, Config config)
            throws IOException, InterruptedException, StepFailure {
        Workspace workspace = context.workspace();
        String path = workspace.resolve(config.path());
        if (workspace.find(path).map(FileEntry::isFile).orElse(false)) {
            helm.bench().write("files/chart.tgz", workspace.read(path));
            return "files/chart.tgz";
        }
        ChartFile file = ChartFile.read(workspace, path);
        HelmBench.Lent lent = helm.lend(path, file);
        if (config.buildDependencies()) {
            helm.signIn(file);
            helm.bench().log(helm.run(List.of("dependency", "build", lent.chart())));
            lent.files().takeBack();
        }
        return lent.chart();
    }

    private static List<String> arguments(StepContext context, HelmBench helm, Config config, String chart)
            throws IOException, StepFailure {
        String namespace = config.namespace() == null || config.namespace().isEmpty()
                ? context.project().namespace()
                : config.namespace();
        List<String> arguments = new ArrayList<>(List.of("template", "--namespace=" + namespace));
        int number = 0;
        for (String values : Optional.ofNullable(config.valuesFiles()).orElse(List.of())) {
            if (config.ignoreMissingValueFiles()
                    && context.workspace().find(values).isEmpty()) {
                context.log("Left out " + values + ", which is not there");
                continue;
            }
            String copy = "values/" + number++ + ".yaml";
            helm.bench().write(copy, values(context.workspace(), values));
            arguments.add("--values=" + copy);
        }
        for (SetValue set : Optional.ofNullable(config.setValues()).orElse(List.of())) {
            arguments.add((set.literal() ? "--set-literal=" : "--set=") + set.key() + "=" + set.value());
        }
        flag(arguments, config.includeCrds(), "--include-crds");
        flag(arguments, config.disableHooks(), "--no-hooks");
        flag(arguments, config.skipTests(), "--skip-tests");
        if (config.kubeVersion() != null && !config.kubeVersion().isEmpty()) {
            arguments.add("--kube-version=" + config.kubeVersion());
        }
        for (String version : Optional.ofNullable(config.apiVersions()).orElse(List.of())) {
            arguments.add("--api-versions=" + version);
        }
        if (!config.toFile() && !config.flat()) {
            arguments.add("--output-dir=out");
            flag(arguments, config.useReleaseName(), "--release-name");
        }
        arguments.addAll(List.of("--", config.releaseName(), chart));
        return arguments;
    }

    private static void flag(List<String> arguments, boolean wanted, String flag) {
        if (wanted) {
            arguments.add(flag);
        }
    }

    private static byte[] values(Workspace workspace, String path) throws IOException, StepFailure {
        try {
            return workspace.read(path);
        } catch (NoSuchFileException e) {
            throw StepFailure.retryable("There is no values file '" + path
                    + "' in the workspace. Check the path, or set" + " ignoreMissingValueFiles: true.");
        }
    }

    private static int write(Workspace workspace, HelmBench helm, Config config, String manifests)
            throws IOException, StepFailure {
        if (config.toFile()) {
            workspace.write(config.outPath(), manifests.getBytes(StandardCharsets.UTF_8));
            return 1;
        }
        if (config.flat()) {
            return new FlatLayout(workspace, config.outPath()).write(manifests);
        }
        Path out = helm.bench().path("out");
        if (!Files.isDirectory(out)) {
            return 0;
        }
        int files = 0;
        try (Stream<Path> found = Files.walk(out)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String below = out.relativize(file).toString().replace('\\', '/');
                workspace.write(config.outPath() + "/" + below, Files.readAllBytes(file));
                files++;
            }
        }
        return files;
    }
}
