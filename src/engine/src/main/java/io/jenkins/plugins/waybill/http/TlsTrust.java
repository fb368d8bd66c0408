package io.jenkins.plugins.waybill.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Which servers to believe that they are who they say.
 *
 * @param any whether to believe all of them
 * @param authorities certificates in PEM that are believed besides those of the Java runtime; may be empty
 */
public record TlsTrust(boolean any, String authorities) {

    /** What the Java runtime trusts. */
    public static final TlsTrust SYSTEM = new TlsTrust(false, "");

    /** Any server, without a look at its certificate or its name; for {@code insecureSkipTLSVerify}. */
    public static final TlsTrust ANY = new TlsTrust(true, "");

    /** What the Java runtime trusts, and these certificates in PEM. */
    public static TlsTrust authorities(String pem) {
        return new TlsTrust(false, pem);
    }

    /** {@link #ANY} or {@link #SYSTEM}. */
    public static TlsTrust skipVerification(boolean skip) {
        return skip ? ANY : SYSTEM;
    }

    /** The same, and these certificates in PEM. */
    TlsTrust and(String pem) {
        return any || pem.isBlank()
                ? this
                : new TlsTrust(false, authorities.isBlank() ? pem : authorities + "\n" + pem);
    }

    SSLContext context() throws HttpFailure {
        KeyManager @Nullable [] keys = any || !authorities.isBlank() ? ClientKeys.managers() : null;
        try {
            if (!any && authorities.isBlank()) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys,
                    any ? AnyCertificate.managers() : managers(authorities.isBlank() ? null : withAuthorities()),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    private static HttpFailure unusable(Exception problem) {
        return new HttpFailure(
                HttpFailure.Reason.REFUSED, "The certificates to trust cannot be used: " + problem.getMessage());
    }

    private KeyStore withAuthorities() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : ofTheRuntime()) {
            store.setCertificateEntry("runtime-" + number++, certificate);
        }
        Collection<? extends Certificate> own = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(authorities.getBytes(StandardCharsets.UTF_8)));
        if (own.isEmpty()) {
            throw new IOException("there is none in PEM among them");
        }
        for (Certificate certificate : own) {
            store.setCertificateEntry("own-" + number++, certificate);
        }
        return store;
    }

    private static X509Certificate[] ofTheRuntime() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager trust) {
                return trust.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
