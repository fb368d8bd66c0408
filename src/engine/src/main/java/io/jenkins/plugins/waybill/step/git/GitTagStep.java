package io.jenkins.plugins.waybill.step.git;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/** {@code git-tag}: puts an annotated tag on the newest commit of a checkout; git-push brings it to the remote. */
public final class GitTagStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(GitTagStep.class, "git-tag");

    private record Config(String path, String tag, String message, boolean force) {}

    @Override
    public String name() {
        return "git-tag";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Checkout checkout = Checkouts.at(context, config.path());
        ObjectId head = Checkouts.head(checkout, config.path());
        if (!Repository.isValidRefName(Constants.R_TAGS + config.tag())) {
            throw StepFailure.failed(
                    "'" + config.tag() + "' is no name for a tag; Git allows no blanks, '..', '~', '^',"
                            + " ':', '?', '*', '[' or '\\' in it.");
        }
        refuseExisting(config, checkout);
        TagBuilder tag = new TagBuilder();
        tag.setTag(config.tag());
        tag.setObjectId(head, Constants.OBJ_COMMIT);
        Committer tagger = Committer.of(checkout, context);
        tag.setTagger(tagger.person());
        tag.setMessage(CommitMessage.clean(config.message()));
        if (tagger.key() != null) {
            tagger.key().sign(tag);
        }
        try (ObjectInserter inserter = checkout.mirror().repository().newObjectInserter()) {
            checkout.tagged(config.tag(), inserter.insert(tag));
            inserter.flush();
        }
        context.log("Tagged " + head.name() + " as " + config.tag());
        return StepResult.succeeded(JsonNodeFactory.instance.objectNode().put("commit", head.name()));
    }

    private static void refuseExisting(Config config, Checkout checkout) throws StepFailure {
        if (config.force()) {
            return;
        }
        try {
            if (checkout.tags().containsKey(config.tag())
                    || checkout.mirror().tag(config.tag()).isPresent()) {
                throw StepFailure.retryable("There is a tag '" + config.tag() + "' already in "
                        + checkout.remote().url() + ". Choose another name, or set force: true to replace it.");
            }
        } catch (GitException e) {
            throw Checkouts.failure(e);
        }
    }
}
