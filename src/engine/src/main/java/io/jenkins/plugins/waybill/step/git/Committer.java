package io.jenkins.plugins.waybill.step.git;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.jenkins.plugins.waybill.git.SigningKey;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a step's commits and tags. Name and time are the same for every run of the step, so that what is made with
 * them comes out the same again.
 *
 * @param person name, address and time
 * @param key what they sign with; null when they do not
 */
record Committer(PersonIdent person, @Nullable SigningKey key) {

    /** Whom the manifest named for a checkout, or else the host's identity. */
    static Committer of(Checkout checkout, StepContext context) throws StepFailure {
        return of(checkout.author().orElse(null), context);
    }

    /**
     * Somebody, or else the host's identity.
     *
     * @throws StepFailure when the signing key cannot be used
     */
    static Committer of(@Nullable CommitIdentity named, StepContext context) throws StepFailure {
        CommitIdentity identity = named == null ? context.commitIdentity() : named;
        Instant time = context.startedAt().truncatedTo(ChronoUnit.SECONDS);
        return new Committer(
                new PersonIdent(identity.name(), identity.email(), time, ZoneOffset.UTC),
                key(identity.signingKey(), time, named == null ? "of this installation" : "in 'author.signingKey'"));
    }

    private static @Nullable SigningKey key(@Nullable Secret armoured, Instant time, String where) throws StepFailure {
        if (armoured == null) {
            return null;
        }
        try {
            return SigningKey.read(armoured.reveal(), time);
        } catch (IllegalArgumentException e) {
            throw StepFailure.failed(e.getMessage() + " It is the one " + where + ".");
        }
    }
}
