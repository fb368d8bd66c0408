/**
 * Promotions from request to end: creation, the queue of each Stage, the running of steps, and the state machine that
 * records every transition in one durable change with its audit event. Knows nothing of schedules, projects' loading or
 * hosts. Start with {@link io.jenkins.plugins.waybill.promotion.Promoter}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.promotion;
