/**
 * The JSON API, whatever carries the requests: routes, the records they answer with, and the OpenAPI document they are
 * held against. It translates between HTTP and {@link io.jenkins.plugins.waybill.engine.PromotionEngine} and must not
 * decide anything about promotions itself, nor know a web server. Start with {@link io.jenkins.plugins.waybill.api.Api}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.api;
