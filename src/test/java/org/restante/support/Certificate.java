package org.restante.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for {@code localhost} and 127.0.0.1, made in memory once per JVM: the
 * JDK can sign a certificate but has no public method to make one, so the few DER structures of RFC
 * 5280 are written here.
 */
public final class Certificate {
    /** Protects {@link #keyStore()} and {@link #trustStore()}; nothing secret is inside. */
    public static final String STORE_PASSWORD = "localhost";

    private static final Certificate LOCALHOST =
            localhost(Duration.ofDays(-1), Duration.ofDays(365));

    private final X509Certificate certificate;
    private final PrivateKey key;

    private Certificate(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    public static Certificate localhost() {
        return LOCALHOST;
    }

    /** One that is valid from then until then, as seen from now. */
    public static Certificate localhost(Duration from, Duration until) {
        return make(Instant.now().plus(from), Instant.now().plus(until));
    }

    public X509Certificate x509() {
        return certificate;
    }

    public String pem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The certificate as the one trusted authority. */
    public KeyStore trustStore() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("localhost", certificate);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificate and key, as a server needs them. */
    public KeyStore keyStore() {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "localhost",
                    key,
                    STORE_PASSWORD.toCharArray(),
                    new X509Certificate[] {certificate});
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client context that trusts this certificate and no other. */
    public SSLContext trusting() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a PKCS #12 file with {@link #STORE_PASSWORD}. */
    public static void write(KeyStore store, Path file) {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
    }

    private static Certificate make(Instant from, Instant until) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();

            byte[] ecdsaWithSha256 = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));
            byte[] name =
                    sequence(
                            der(
                                    0x31,
                                    sequence(
                                            oid(0x55, 0x04, 0x03), der(0x0C, ascii("localhost")))));
            Instant now = Instant.now();
            byte[] toBeSigned =
                    sequence(
                            der(0xA0, integer(2)), // version 3
                            integer(now.toEpochMilli()),
                            ecdsaWithSha256,
                            name,
                            sequence(time(from), time(until)),
                            name,
                            pair.getPublic().getEncoded(),
                            der(0xA3, sequence(subjectAlternativeNames(), authority())));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(toBeSigned);
            byte[] signed =
                    sequence(toBeSigned, ecdsaWithSha256, der(0x03, zero(), signature.sign()));
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(signed));
            return new Certificate(certificate, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] subjectAlternativeNames() {
        byte[] names =
                sequence(der(0x82, ascii("localhost")), der(0x87, new byte[] {127, 0, 0, 1}));
        return sequence(oid(0x55, 0x1D, 0x11), der(0x04, names));
    }

    private static byte[] authority() {
        byte[] isAuthority = sequence(der(0x01, new byte[] {(byte) 0xFF}));
        return sequence(
                oid(0x55, 0x1D, 0x13), der(0x01, new byte[] {(byte) 0xFF}), der(0x04, isAuthority));
    }

    private static byte[] time(Instant instant) {
        return der(
                0x18,
                ascii(
                        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                                .format(instant.atOffset(ZoneOffset.UTC))));
    }

    private static byte[] integer(long value) {
        return der(0x02, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] oid(int... encoded) {
        byte[] bytes = new byte[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            bytes[i] = (byte) encoded[i];
        }
        return der(0x06, bytes);
    }

    private static byte[] zero() {
        return new byte[1];
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int skip = bytes[0] == 0 ? 1 : 0;
            out.write(0x80 | (bytes.length - skip));
            out.write(bytes, skip, bytes.length - skip);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
