package io.jenkins.plugins.waybill.step;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import io.jenkins.plugins.waybill.step.approval.GetUserInputStep;
import io.jenkins.plugins.waybill.step.approval.WaitForApprovalStep;
import io.jenkins.plugins.waybill.step.argocd.ArgoCdUpdateStep;
import io.jenkins.plugins.waybill.step.argocd.ArgoCdWaitStep;
import io.jenkins.plugins.waybill.step.data.JsonParseStep;
import io.jenkins.plugins.waybill.step.data.JsonUpdateStep;
import io.jenkins.plugins.waybill.step.data.TomlParseStep;
import io.jenkins.plugins.waybill.step.data.TomlUpdateStep;
import io.jenkins.plugins.waybill.step.data.YamlMergeStep;
import io.jenkins.plugins.waybill.step.data.YamlParseStep;
import io.jenkins.plugins.waybill.step.data.YamlUpdateStep;
import io.jenkins.plugins.waybill.step.file.CopyStep;
import io.jenkins.plugins.waybill.step.file.DeleteStep;
import io.jenkins.plugins.waybill.step.file.FileWriteStep;
import io.jenkins.plugins.waybill.step.file.TarStep;
import io.jenkins.plugins.waybill.step.file.UntarStep;
import io.jenkins.plugins.waybill.step.flow.ComposeOutputStep;
import io.jenkins.plugins.waybill.step.flow.FailStep;
import io.jenkins.plugins.waybill.step.flow.SetFreightAliasStep;
import io.jenkins.plugins.waybill.step.flow.SetMetadataStep;
import io.jenkins.plugins.waybill.step.git.GitClearStep;
import io.jenkins.plugins.waybill.step.git.GitCloneStep;
import io.jenkins.plugins.waybill.step.git.GitCommitStep;
import io.jenkins.plugins.waybill.step.git.GitHubPushStep;
import io.jenkins.plugins.waybill.step.git.GitPushStep;
import io.jenkins.plugins.waybill.step.git.GitTagStep;
import io.jenkins.plugins.waybill.step.helm.HelmTemplateStep;
import io.jenkins.plugins.waybill.step.helm.HelmUpdateChartStep;
import io.jenkins.plugins.waybill.step.http.HttpDownloadStep;
import io.jenkins.plugins.waybill.step.http.HttpStep;
import io.jenkins.plugins.waybill.step.http.WaybillWaitStep;
import io.jenkins.plugins.waybill.step.kustomize.KustomizeBuildStep;
import io.jenkins.plugins.waybill.step.kustomize.KustomizeSetImageStep;
import io.jenkins.plugins.waybill.step.oci.OciDownloadStep;
import io.jenkins.plugins.waybill.step.oci.OciPushStep;
import io.jenkins.plugins.waybill.step.pullrequest.GitMergePrStep;
import io.jenkins.plugins.waybill.step.pullrequest.GitOpenPrStep;
import io.jenkins.plugins.waybill.step.pullrequest.GitWaitForPrStep;

/** The kinds of steps that promotions may use, by name. Thread-safe. */
public final class StepRegistry {

    private final Map<String, PromotionStep> steps = new ConcurrentSkipListMap<>();

    /** The steps that Waybill brings along. */
    public static StepRegistry standard() {
        StepRegistry registry = new StepRegistry();
        BUILT_IN.forEach(registry::register);
        return registry;
    }

    private static final List<PromotionStep> BUILT_IN = List.of(
            new ArgoCdUpdateStep(),
            new ArgoCdWaitStep(),
            new ComposeOutputStep(),
            new CopyStep(),
            new DeleteStep(),
            new FailStep(),
            new FileWriteStep(),
            new GetUserInputStep(),
            new GitClearStep(),
            new GitCloneStep(),
            new GitCommitStep(),
            new GitMergePrStep(),
            new GitOpenPrStep(),
            new GitPushStep(),
            new GitTagStep(),
            new GitWaitForPrStep(),
            new GitHubPushStep(),
            new HelmTemplateStep(),
            new HelmUpdateChartStep(),
            new HttpDownloadStep(),
            new HttpStep(),
            new JsonParseStep(),
            new JsonUpdateStep(),
            new KustomizeBuildStep(),
            new KustomizeSetImageStep(),
            new OciDownloadStep(),
            new OciPushStep(),
            new SetFreightAliasStep(),
            new SetMetadataStep(),
            new TarStep(),
            new TomlParseStep(),
            new TomlUpdateStep(),
            new UntarStep(),
            new WaitForApprovalStep(),
            new WaybillWaitStep(),
            new YamlMergeStep(),
            new YamlParseStep(),
            new YamlUpdateStep());

    /** Adds a kind of step; one of the same name is replaced. */
    public void register(PromotionStep step) {
        steps.put(step.name(), step);
    }

    /** The step of that name. */
    public Optional<PromotionStep> find(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** All steps by name. */
    public Collection<PromotionStep> all() {
        return List.copyOf(steps.values());
    }
}
