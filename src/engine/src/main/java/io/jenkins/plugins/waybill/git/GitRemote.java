package io.jenkins.plugins.waybill.git;

/**
 * A repository somewhere else.
 *
 * @param project who asks; decides which credentials are seen
 * @param url as written in the manifest: {@code https://}, {@code http://}, {@code ssh://}, {@code user@host:path} or
 *     {@code file://}; should hold no password, and one that it holds is used and never shown
 * @param insecureSkipTlsVerify whether to trust any certificate
 */
public record GitRemote(String project, String url, boolean insecureSkipTlsVerify) {

    /** Any text, with passwords in the addresses in it blotted out. */
    public static String withoutPassword(String text) {
        return RemoteUrl.withoutPassword(text);
    }

    /** Without the password that a careless address may hold. */
    @Override
    public String toString() {
        return RemoteUrl.withoutPassword(url) + " for " + project;
    }
}
