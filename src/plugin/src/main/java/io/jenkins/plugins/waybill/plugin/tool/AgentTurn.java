package io.jenkins.plugins.waybill.plugin.tool;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.waybill.host.ToolFailure;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.springframework.security.access.AccessDeniedException;

/**
 * A step's turn on an executor: queued like a build, and once it has the executor, at the step's service until the step
 * is done. All work on the agent is done by the executor's thread, so that stopping it in Jenkins stops the work.
 *
 * <p>A step that does not come back, because its promotion was aborted for instance, loses its turn.
 */
final class AgentTurn implements Queue.TransientTask, AccessControlled {

    /** A waiting step asks every half a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Between two programs a step only moves files. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** For what a program needs besides its own time: files to and fro, an installation. */
    private static final Duration AROUND = Duration.ofMinutes(20);

    private static final FutureTask<?> END = new FutureTask<>(() -> null);

    private final PromotionProject project;
    private final String step;
    private final Label label;
    private final CompletableFuture<Void> changed = new CompletableFuture<>();
    private final LinkedBlockingQueue<FutureTask<?>> work = new LinkedBlockingQueue<>();

    private State state = State.QUEUED;
    private Computer computer;
    private ScheduledFuture<?> expiry;

    private enum State {
        QUEUED,
        /** There is an executor, which waits for the step. */
        READY,
        /** The step has come. */
        TAKEN,
        /** The step came too late, or was done, or the turn was taken from it. */
        OVER
    }

    /**
     * A turn to be queued.
     *
     * @param step of which promotion, for people
     * @param label null for any agent
     */
    AgentTurn(PromotionProject project, String step, @CheckForNull Label label) {
        this.project = project;
        this.step = step;
        this.label = label;
    }

    /** Gets in line. */
    void queue() {
        Queue.Item queued = Jenkins.get().getQueue().schedule2(this, 0).getItem();
        if (queued == null) {
            end();
        }
        stillWanted();
    }

    /** Completes when the turn has come, or is lost. */
    CompletableFuture<Void> changed() {
        return changed;
    }

    /** Puts off the moment when nobody is thought to want this turn any more. */
    synchronized void stillWanted() {
        if (expiry != null) {
            expiry.cancel(false);
        }
        expiry = Timer.get().schedule(this::giveUp, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void giveUp() {
        synchronized (this) {
            if (state == State.TAKEN) {
                return;
            }
            state = State.OVER;
        }
        end();
        Jenkins.get().getQueue().cancel(this);
    }

    /** The step has come; false when its turn has not. */
    synchronized boolean take() {
        if (state != State.READY) {
            return false;
        }
        state = State.TAKEN;
        expiry.cancel(false);
        return true;
    }

    synchronized boolean isOver() {
        return state == State.OVER;
    }

    /** Where the turn is; only once it is taken. */
    synchronized Computer computer() {
        return computer;
    }

    /** Why there is no executor yet. */
    String why() {
        Queue.Item queued = Jenkins.get().getQueue().getItem(this);
        String why = queued == null ? null : queued.getWhy();
        return why == null ? "" : why;
    }

    /**
     * Lets the executor do something.
     *
     * @param most how long that may take, besides files and installations
     * @throws ToolFailure when the executor was stopped, or takes too long
     */
    <T> T call(Callable<T> something, Duration most) throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(something);
        synchronized (this) {
            if (state != State.TAKEN) {
                throw new ToolFailure(false, Messages.AgentTurn_stopped(name(computer)));
            }
            work.add(task);
        }
        try {
            return task.get(most.plus(AROUND).toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ToolFailure(
                    false,
                    Messages.AgentTurn_silent(name(computer), most.plus(AROUND).toMinutes()));
        } catch (CancellationException e) {
            throw new ToolFailure(false, Messages.AgentTurn_stopped(name(computer)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ToolFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new ToolFailure(false, Messages.AgentTurn_stopped(name(computer)));
            }
            String cause = e.getCause().getMessage() == null
                    ? e.getCause().toString()
                    : e.getCause().getMessage();
            boolean lost = computer.getChannel() == null || computer.isOffline();
            throw new ToolFailure(
                    false,
                    lost
                            ? Messages.AgentTurn_lost(name(computer), cause)
                            : Messages.AgentTurn_failed(name(computer), cause));
        } finally {
            // Interrupts the executor when this thread was interrupted or has no more patience.
            task.cancel(true);
        }
    }

    /** A computer's name for people. */
    static String name(@CheckForNull Computer computer) {
        return computer == null ? "" : computer.getDisplayName();
    }

    /** Gives the executor back, or the place in line. */
    void end() {
        synchronized (this) {
            state = State.OVER;
            if (expiry != null) {
                expiry.cancel(false);
            }
            work.add(END);
        }
        changed.complete(null);
    }

    private synchronized boolean begin(Computer here) {
        if (state != State.QUEUED) {
            return false;
        }
        state = State.READY;
        computer = here;
        return true;
    }

    /** What the executor does. */
    private final class Service implements Queue.Executable {

        @Override
        public void run() {
            Executor executor = Executor.currentExecutor();
            if (executor == null || !begin(executor.getOwner())) {
                return;
            }
            changed.complete(null);
            try {
                for (FutureTask<?> task = next(); task != null && task != END; task = next()) {
                    task.run();
                }
            } catch (InterruptedException e) {
                // Stopped in Jenkins; the step learns it below.
            } finally {
                end();
                work.forEach(task -> task.cancel(false));
            }
        }

        private FutureTask<?> next() throws InterruptedException {
            return work.poll(IDLE.toSeconds(), TimeUnit.SECONDS);
        }

        @NonNull
        @Override
        public AgentTurn getParent() {
            return AgentTurn.this;
        }

        @Override
        public String toString() {
            return getFullDisplayName();
        }
    }

    @Override
    public Queue.Executable createExecutable() {
        return new Service();
    }

    @Override
    public Label getAssignedLabel() {
        return label;
    }

    @Override
    public String getName() {
        return getDisplayName();
    }

    @Override
    public String getDisplayName() {
        return Messages.AgentTurn_displayName(step);
    }

    @Override
    public String getFullDisplayName() {
        return project.getFullDisplayName() + " » " + getDisplayName();
    }

    @Override
    public String getUrl() {
        return project.getUrl();
    }

    @NonNull
    @Override
    public ACL getACL() {
        return project.getACL();
    }

    @Override
    public void checkAbortPermission() {
        if (!hasAbortPermission()) {
            throw new AccessDeniedException(Messages.AgentTurn_mayNotStop());
        }
    }

    @Override
    public boolean hasAbortPermission() {
        return project.hasPermission(WaybillPermissions.PROMOTE);
    }

    /** Tells a step that its turn was taken out of the queue. */
    @Extension
    public static final class Withdrawn extends QueueListener {
        @Override
        public void onLeft(Queue.LeftItem item) {
            if (item.isCancelled() && item.task instanceof AgentTurn turn) {
                turn.end();
            }
        }
    }
}
