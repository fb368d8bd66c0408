package io.jenkins.plugins.waybill.git;

import java.io.File;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/**
 * The address of a remote, taken apart: what may be shown, what may be dialled and what was smuggled in as user and
 * password.
 *
 * @param kind the transport
 * @param shown for messages and state; never with a password
 * @param uri for JGit; without user and password for HTTP
 * @param embedded user and password that were part of the address
 */
record RemoteUrl(Kind kind, String shown, URIish uri, Optional<Credential> embedded) {

    private static final Pattern UNREADABLE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern HELPER = Pattern.compile("^[A-Za-z0-9+.-]+::");
    private static final int READABLE_LENGTH = 80;

    enum Kind {
        LOCAL,
        HTTP,
        HTTPS,
        SSH
    }

    static RemoteUrl parse(String url) throws GitException {
        URIish uri;
        try {
            uri = new URIish(url.strip());
        } catch (URISyntaxException e) {
            // The exception's own message repeats the address, password and all.
            throw new GitException(GitException.Kind.NOT_FOUND, notAnAddress(withoutPassword(url)));
        }
        Kind kind = kindOf(uri).orElse(null);
        if (kind == null || uri.getPath() == null || (kind != Kind.LOCAL && uri.getHost() == null)) {
            throw new GitException(GitException.Kind.NOT_FOUND, notAnAddress(withoutPassword(url)));
        }
        String path = trimSlashes(uri.getPath());
        // "helper::address" names a program for git to run; a leading dash an option for one.
        if (HELPER.matcher(url.strip()).find()
                || path.startsWith("-")
                || (uri.getHost() != null && uri.getHost().startsWith("-"))) {
            throw new GitException(GitException.Kind.NOT_FOUND, notAnAddress(withoutPassword(url)));
        }
        URIish plain = uri.setPath(path).setPass(null);
        if (uri.getHost() != null) {
            plain = plain.setHost(uri.getHost().toLowerCase(Locale.ROOT));
        }
        Optional<Credential> embedded = embedded(kind, uri);
        if (kind == Kind.HTTP || kind == Kind.HTTPS) {
            plain = plain.setUser(null);
        }
        return new RemoteUrl(kind, plain.toString(), plain, embedded);
    }

    /** Any text with what looks like {@code user:password@} in an address blotted out. */
    static String withoutPassword(String text) {
        return text.replaceAll("(?<=://)[^/@\\s:]*:[^/\\s]*@", "****@");
    }

    /** A name for a directory: readable, and unique by a hash. */
    String directoryName() {
        String host = uri.getHost() == null ? "local" : uri.getHost();
        String readable = UNREADABLE
                .matcher(host + "-" + uri.getPath())
                .replaceAll("-")
                .replaceAll("-{2,}", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        if (readable.length() > READABLE_LENGTH) {
            readable = readable.substring(readable.length() - READABLE_LENGTH).replaceAll("^[-.]+", "");
        }
        return readable + "-" + hash(shown);
    }

    /** Where on this machine's disk the repository is; empty for other kinds of remotes, and when there is none. */
    Optional<File> localDirectory() {
        return kind == Kind.LOCAL
                ? Optional.ofNullable(RepositoryCache.FileKey.resolve(new File(uri.getPath()), FS.DETECTED))
                : Optional.empty();
    }

    /** Whether the remote is this machine, by name or by number. */
    boolean isLoopback() {
        String host = uri.getHost();
        if (host == null) {
            return false;
        }
        if (host.equals("localhost")) {
            return true;
        }
        boolean numeric = host.matches("[0-9.]+") || host.contains(":");
        try {
            return numeric && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Optional<Kind> kindOf(URIish uri) {
        String scheme = uri.getScheme();
        if (scheme == null) {
            return Optional.of(uri.getHost() == null ? Kind.LOCAL : Kind.SSH);
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "file" -> Optional.of(Kind.LOCAL);
            case "http" -> Optional.of(Kind.HTTP);
            case "https" -> Optional.of(Kind.HTTPS);
            case "ssh", "git+ssh", "ssh+git" -> Optional.of(Kind.SSH);
            default -> Optional.empty();
        };
    }

    private static Optional<Credential> embedded(Kind kind, URIish uri) {
        String user = uri.getUser();
        String password = uri.getPass();
        if (kind == Kind.LOCAL || user == null) {
            return Optional.empty();
        }
        if (password != null) {
            return Optional.of(new Credential.UsernamePassword(decoded(user), Secret.of(decoded(password))));
        }
        // https://TOKEN@host is how scripts pass tokens; for SSH a lone user is just the user.
        return kind == Kind.SSH
                ? Optional.empty()
                : Optional.of(new Credential.UsernamePassword(decoded(user), Secret.of("")));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String trimSlashes(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String notAnAddress(String shown) {
        return "'" + shown + "' is not the address of a Git repository; expected https://, ssh://, user@host:path,"
                + " http://, file:// or a path";
    }

    /** The origin (scheme, host, port) that credentials belong to; empty unless HTTP. */
    Optional<URI> origin() {
        if (kind != Kind.HTTP && kind != Kind.HTTPS) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return Optional.of(URI.create(scheme + "://" + uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "")));
    }
}
