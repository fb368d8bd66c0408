package io.jenkins.plugins.waybill.model;

/**
 * A step's use of a task.
 *
 * @param name the task
 * @param kind {@code PromotionTask} or {@code ClusterPromotionTask}
 */
public record TaskReference(String name, String kind) {}
