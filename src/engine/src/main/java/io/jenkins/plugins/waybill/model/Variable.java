package io.jenkins.plugins.waybill.model;

/**
 * A name and a template value; later ones of the same name win.
 *
 * @param name matches {@code [a-zA-Z_]\\w*}
 * @param value may contain expressions; an empty value makes a task's variable a required input
 * @param position where it is written
 */
public record Variable(String name, String value, SourcePosition position) {}
