package io.jenkins.plugins.waybill.http;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * What this machine shows to servers that want a certificate of their clients: that of the Java runtime's usual
 * properties. The runtime takes it by itself only where it decides about trust, too.
 */
final class ClientKeys {

    private static final String STORE = "javax.net.ssl.keyStore";

    private ClientKeys() {}

    /** Null when there are none. */
    static KeyManager @Nullable [] managers() throws HttpFailure {
        String file = System.getProperty(STORE, "");
        if (file.isEmpty() || file.equals("NONE")) {
            return null;
        }
        char[] password = System.getProperty(STORE + "Password", "").toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(new File(file), password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new HttpFailure(
                    HttpFailure.Reason.REFUSED,
                    "The keys in " + file + ", which " + STORE + " names, cannot be used: " + e.getMessage() + ".");
        }
    }
}
