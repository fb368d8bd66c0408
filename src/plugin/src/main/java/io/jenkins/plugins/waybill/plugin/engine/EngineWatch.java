package io.jenkins.plugins.waybill.plugin.engine;

import hudson.ExtensionPoint;
import io.jenkins.plugins.waybill.engine.PromotionEngine;

/** Told when the engine has started, to listen to it. */
public interface EngineWatch extends ExtensionPoint {

    /** The engine runs; it forgets its listeners when it is closed. */
    void started(PromotionEngine engine);
}
