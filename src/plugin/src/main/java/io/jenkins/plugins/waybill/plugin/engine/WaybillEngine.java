package io.jenkins.plugins.waybill.plugin.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.engine.EngineOptions;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.security.JenkinsAccess;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;

/**
 * The engine of this controller. It opens its state below {@code JENKINS_HOME/waybill} once jobs are loaded, and closes
 * it when Jenkins stops; what was running then goes on after the next start.
 */
@Extension
public final class WaybillEngine {

    /** Lets manifests name repositories on the controller's own disk; for demonstrations on one's own machine only. */
    private static final String LOCAL_REMOTES = WaybillEngine.class.getName() + ".LOCAL_REMOTES";

    /** Lets passwords go over plain HTTP to this machine; for demonstrations on one's own machine only. */
    private static final String LOOPBACK_PASSWORDS = WaybillEngine.class.getName() + ".LOOPBACK_PASSWORDS";

    private static final Logger LOGGER = Logger.getLogger(WaybillEngine.class.getName());

    private Running running;
    private Throwable failure;
    private boolean stopped;

    private record Running(PromotionEngine engine, Api api) {}

    /** The instance. */
    public static WaybillEngine get() {
        return ExtensionList.lookupSingleton(WaybillEngine.class);
    }

    /**
     * The engine, started if need be.
     *
     * @throws EngineUnavailable when it could not be started, with the reason, or has been stopped
     */
    public static PromotionEngine engine() {
        return get().running().engine();
    }

    /** The JSON API of the engine; as {@link #engine()}. */
    public static Api api() {
        return get().running().api();
    }

    /** The engine if it runs already. */
    public synchronized Optional<PromotionEngine> started() {
        return Optional.ofNullable(running).map(Running::engine);
    }

    /** Why the engine does not run; null while it does or has not been asked for. */
    @CheckForNull
    public synchronized Throwable failure() {
        return failure;
    }

    /** Opens the state again after a failure, say of the disk. */
    public synchronized void retry() {
        failure = null;
        running();
        Definitions.get().defineAll();
    }

    private synchronized Running running() {
        if (running != null) {
            return running;
        }
        if (stopped) {
            throw new EngineUnavailable("Jenkins is shutting down; promotions go on after the next start.", null);
        }
        if (failure == null) {
            try {
                return running = open();
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.SEVERE, "Waybill's engine could not be started", e);
                failure = e;
            }
        }
        throw new EngineUnavailable("Waybill's engine could not be started: " + failure.getMessage(), failure);
    }

    private static Running open() {
        long start = System.nanoTime();
        // SQLite's native library is unpacked beside the database, and its classes are this plugin's.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(WaybillEngine.class.getClassLoader());
        try {
            PromotionEngine engine = PromotionEngine.start(
                    WaybillConfiguration.get().host(),
                    EngineOptions.standard()
                            .with(gitSettings())
                            .with(WaybillConfiguration.get().store()));
            ExtensionList.lookup(EngineWatch.class).forEach(watch -> watch.started(engine));
            Api api = new Api(engine, new JenkinsAccess(), java.time.InstantSource.system());
            LOGGER.log(Level.INFO, "Waybill''s engine runs after {0} ms", (System.nanoTime() - start) / 1_000_000);
            return new Running(engine, api);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static GitSettings gitSettings() {
        return GitSettings.DEFAULTS
                .withLocalRemotes(SystemProperties.getBoolean(LOCAL_REMOTES))
                .withPlainHttpCredentials(
                        SystemProperties.getBoolean(LOOPBACK_PASSWORDS)
                                ? GitSettings.PlainHttpCredentials.LOOPBACK
                                : GitSettings.PlainHttpCredentials.NEVER);
    }

    private synchronized void close() {
        stopped = true;
        if (running != null) {
            running.engine().close();
            running = null;
        }
    }

    /** Puts the projects in force once all jobs are loaded. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void start() {
        long start = System.nanoTime();
        Definitions.get().defineAll();
        LOGGER.log(Level.INFO, "Promotion projects are in force after {0} ms", (System.nanoTime() - start) / 1_000_000);
    }

    /** Lets running steps reach a safe point and closes the state. */
    @Terminator(after = TermMilestone.STARTED)
    public static void stop() {
        Definitions.get().close();
        get().close();
    }
}
