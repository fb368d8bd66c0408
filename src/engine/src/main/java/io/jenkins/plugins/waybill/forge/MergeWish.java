package io.jenkins.plugins.waybill.forge;

import org.jspecify.annotations.Nullable;

/**
 * How a pull request is to be merged.
 *
 * @param method in the forge's own words; null for its default
 * @param patient whether the one who asks can wait: only then is it put into a queue or train
 * @param asked whether an earlier wish has put it under way; when it is not under way any more then, the forge has thrown
 *     it out and asking again would go round in circles
 */
public record MergeWish(@Nullable String method, boolean patient, boolean asked) {}
