package io.jenkins.plugins.waybill.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.TagBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An OpenPGP private key that signs commits and tags, as {@code gpg --armor --export-secret-keys} prints it. The newest
 * part of it that may sign, has not expired and is not revoked does so, as with gpg.
 */
public final class SigningKey {

    private static final String NO_KEY = "The signing key is no OpenPGP private key in ASCII armour, as gpg --armor"
            + " --export-secret-keys KEY prints it.";

    private final PGPPublicKey publicKey;
    private final PGPPrivateKey privateKey;

    private SigningKey(PGPPublicKey publicKey, PGPPrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /**
     * Reads a key.
     *
     * @param armoured the key in ASCII armour, without a passphrase
     * @param now what has expired by then does not sign
     * @throws IllegalArgumentException when it is none, needs a passphrase or cannot sign; the message holds nothing of it
     */
    public static SigningKey read(String armoured, Instant now) {
        PGPSecretKey key = parts(rings(armoured))
                .filter(part -> maySign(part, now))
                .max(Comparator.comparing(part -> part.getPublicKey().getCreationTime()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The signing key has no part that may sign and has neither expired nor been revoked."));
        return new SigningKey(key.getPublicKey(), unlock(key));
    }

    private static PGPSecretKeyRingCollection rings(String armoured) {
        try (InputStream packets = PGPUtil.getDecoderStream(
                new ByteArrayInputStream(armoured.strip().getBytes(StandardCharsets.UTF_8)))) {
            var rings = new PGPSecretKeyRingCollection(packets, new BcKeyFingerprintCalculator());
            if (rings.size() > 0) {
                return rings;
            }
        } catch (IOException | PGPException | RuntimeException e) {
            throw new IllegalArgumentException(NO_KEY, e);
        }
        throw new IllegalArgumentException(NO_KEY);
    }

    private static Stream<PGPSecretKey> parts(PGPSecretKeyRingCollection rings) {
        return StreamSupport.stream(rings.spliterator(), false)
                .filter(ring -> !ring.getPublicKey().hasRevocation())
                .flatMap((PGPSecretKeyRing ring) -> StreamSupport.stream(ring.spliterator(), false));
    }

    private static boolean maySign(PGPSecretKey part, Instant now) {
        PGPPublicKey key = part.getPublicKey();
        long seconds = key.getValidSeconds();
        boolean expired = seconds > 0
                && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
        return part.isSigningKey()
                && !part.isPrivateKeyEmpty()
                && !key.hasRevocation()
                && !expired
                && isForSigning(key);
    }

    /** What the key says that it is for; a key that says nothing is for everything its algorithm can do. */
    private static boolean isForSigning(PGPPublicKey key) {
        int stated = 0;
        boolean states = false;
        Iterator<PGPSignature> signatures = key.getSignatures();
        while (signatures.hasNext()) {
            PGPSignatureSubpacketVector hashed = signatures.next().getHashedSubPackets();
            if (hashed != null && hashed.getKeyFlags() != 0) {
                states = true;
                stated |= hashed.getKeyFlags();
            }
        }
        return !states || (stated & KeyFlags.SIGN_DATA) != 0;
    }

    private static PGPPrivateKey unlock(PGPSecretKey key) {
        try {
            @Nullable
            PGPPrivateKey unlocked = key.extractPrivateKey(
                    new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(new char[0]));
            if (unlocked != null) {
                return unlocked;
            }
        } catch (PGPException e) {
            if (key.getKeyEncryptionAlgorithm() != SymmetricKeyAlgorithmTags.NULL) {
                throw new IllegalArgumentException(
                        "The signing key is protected by a passphrase. Remove it (gpg --edit-key KEY passwd) and export"
                                + " the key again.");
            }
            throw new IllegalArgumentException(NO_KEY, e);
        }
        throw new IllegalArgumentException(NO_KEY);
    }

    /** The fingerprint of the part that signs, in hexadecimal. */
    public String fingerprint() {
        return HexFormat.of().withUpperCase().formatHex(publicKey.getFingerprint());
    }

    /**
     * Signs a commit or tag without its signature.
     *
     * @param at the time of the signature; the same content at the same time gives the same signature with RSA and EdDSA
     *     keys
     * @return the signature in ASCII armour
     */
    String sign(byte[] content, Instant at) {
        try {
            var generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(publicKey.getAlgorithm(), hashAlgorithm()), publicKey);
            generator.init(PGPSignature.BINARY_DOCUMENT, privateKey);
            var packets = new PGPSignatureSubpacketGenerator();
            packets.setSignatureCreationTime(true, Date.from(at));
            packets.setIssuerFingerprint(false, publicKey);
            generator.setHashedSubpackets(packets.generate());
            var unhashed = new PGPSignatureSubpacketGenerator();
            unhashed.setIssuerKeyID(false, publicKey.getKeyID());
            generator.setUnhashedSubpackets(unhashed.generate());
            generator.update(content);
            var text = new ByteArrayOutputStream();
            try (ArmoredOutputStream armour =
                    ArmoredOutputStream.builder().clearHeaders().build(text)) {
                generator.generate().encode(armour);
            }
            return text.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n");
        } catch (PGPException e) {
            throw new IllegalStateException("The key " + fingerprint() + " cannot sign: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int hashAlgorithm() {
        return switch (publicKey.getAlgorithm()) {
            case PublicKeyAlgorithmTags.DSA -> HashAlgorithmTags.SHA256;
            default -> HashAlgorithmTags.SHA512;
        };
    }

    /** Signs a tag that is complete, at its tagger's time. */
    public void sign(TagBuilder tag) throws IOException {
        String signature = sign(tag.build(), tag.getTagger().getWhenAsInstant());
        tag.setGpgSignature(new GpgSignature(signature.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whether a signature names this key as its maker. */
    boolean made(byte[] signature) {
        try (InputStream packets = PGPUtil.getDecoderStream(new ByteArrayInputStream(signature))) {
            Object first = new BcPGPObjectFactory(packets).nextObject();
            if (first instanceof PGPSignatureList signatures) {
                for (PGPSignature each : signatures) {
                    if (each.getKeyID() == publicKey.getKeyID()) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "OpenPGP key " + fingerprint();
    }
}
