package org.esxsync.serve.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate with its chain and the key of it from PEM files. */
final class PemKeyStore {

    /** Of a key store that is never written; it guards nothing. */
    static final String PASSWORD = "in-memory";

    private static final Pattern CERTIFICATE = block("(?:X509 |TRUSTED )?CERTIFICATE");
    private static final Pattern KEY = block("PRIVATE KEY");

    private static final Pattern OTHER_KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");

    /** By the algorithm of a key, that of the signatures which it makes. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemKeyStore() {}

    private static Pattern block(String name) {
        return Pattern.compile(
                "-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(name));
    }

    /**
     * @throws IOException if one cannot be read
     * @throws GeneralSecurityException if one does not hold what it should; the message says what
     *     to do
     */
    static KeyStore read(Path certificate, Path key) throws IOException, GeneralSecurityException {
        Certificate[] chain = chain(certificate);
        PrivateKey privateKey = key(key);
        requirePair(chain[0].getPublicKey(), privateKey);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("esxsync", privateKey, PASSWORD.toCharArray(), chain);
        return store;
    }

    /** The file may have the key, too. */
    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> chain = new ArrayList<>();
        Matcher block = CERTIFICATE.matcher(text(file));
        while (block.find()) {
            chain.add(factory.generateCertificate(new ByteArrayInputStream(bytes(block.group(1)))));
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return chain.toArray(Certificate[]::new);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String base64) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("it is cut: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = text(file);
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            Matcher other = OTHER_KEY.matcher(text);
            throw new GeneralSecurityException(
                    (other.find() ? "it has a " + other.group(1) : "there is no key in it")
                            + "; 'openssl pkcs8 -topk8 -nocrypt' writes one without a password");
        }
        byte[] bytes = bytes(key.group(1));
        for (String algorithm : SIGNATURES.keySet()) {
            Optional<PrivateKey> read = key(algorithm, bytes);
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw new GeneralSecurityException(
                "its key is of no kind that is known here; use RSA or EC");
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] bytes) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** A renewal that is half written has the new one of one and the old one of the other. */
    private static void requirePair(PublicKey certified, PrivateKey key)
            throws GeneralSecurityException {
        byte[] text = "one key".getBytes(StandardCharsets.US_ASCII);
        String algorithm = Objects.requireNonNull(SIGNATURES.get(key.getAlgorithm()));
        Signature signature = Signature.getInstance(algorithm);
        try {
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            if (signature.verify(signed)) {
                return;
            }
        } catch (InvalidKeyException | SignatureException e) {
            throw new GeneralSecurityException("the key is not that of the certificate", e);
        }
        throw new GeneralSecurityException("the key is not that of the certificate");
    }
}
