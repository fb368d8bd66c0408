package io.jenkins.plugins.waybill.plugin.verification;

import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.Executor;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Notes which build a measurement became, or that there will be none. */
final class VerificationBuilds {

    private static final Logger LOGGER = Logger.getLogger(VerificationBuilds.class.getName());

    private VerificationBuilds() {}

    private static void note(VerificationAction action, JobRecord.Shelf.Change change) {
        try {
            JenkinsJobs.shelf(Jenkins.get().getRootDir().toPath().resolve("waybill"))
                    .change(action.project(), action.key(), change);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What became of the measurement " + action.key() + " could not be noted", e);
        }
    }

    /** As soon as there is a build, and when its agent goes away before it ends. */
    @Extension
    public static final class Begun extends RunListener<Run<?, ?>> {

        /** A Pipeline that loses its agent is aborted; other builds fail, which says nothing about the Freight. */
        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            VerificationAction action = run.getAction(VerificationAction.class);
            Executor executor = run.getExecutor();
            if (action != null
                    && run instanceof AbstractBuild
                    && !Result.SUCCESS.equals(run.getResult())
                    && executor != null
                    && executor.getOwner().getChannel() == null) {
                note(action, record -> record.lost(executor.getOwner().getDisplayName()));
            }
        }

        @Override
        public void onInitialize(Run<?, ?> run) {
            VerificationAction action = run.getAction(VerificationAction.class);
            if (action != null) {
                note(action, record -> record.built(run.getNumber()));
            }
        }
    }

    /** Taken out of the queue. */
    @Extension
    public static final class Withdrawn extends QueueListener {
        @Override
        public void onLeft(Queue.LeftItem item) {
            VerificationAction action = item.getAction(VerificationAction.class);
            if (action != null && item.isCancelled()) {
                note(action, JobRecord::withdrawn);
            }
        }
    }
}
