package io.jenkins.plugins.waybill.argocd;

/**
 * What a server says of itself and of whom it takes the caller for.
 *
 * @param version such as {@code v2.13.1+af54ef8}
 * @param user the account, such as {@code admin} or {@code proj:shop:waybill}
 */
public record ServerInfo(String version, String user) {}
