package org.esxsync.serve.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate with its chain and the key of it from PEM files. */
final class PemKeyStore {

    /** Of a key store that is never written; it guards nothing. */
    static final String PASSWORD = "in-memory";

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final Pattern OTHER_KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");

    private PemKeyStore() {}

    /**
     * @throws IOException if one cannot be read
     * @throws GeneralSecurityException if one does not hold what it should; the message says what
     *     to do
     */
    static KeyStore read(Path certificate, Path key) throws IOException, GeneralSecurityException {
        Certificate[] chain = chain(certificate);
        PrivateKey privateKey = key(key);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("esxsync", privateKey, PASSWORD.toCharArray(), chain);
        return store;
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        Certificate[] chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                        .toArray(Certificate[]::new);
        if (chain.length == 0) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return chain;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            Matcher other = OTHER_KEY.matcher(text);
            throw new GeneralSecurityException(
                    (other.find() ? "it has a " + other.group(1) : "there is no key in it")
                            + "; 'openssl pkcs8 -topk8 -nocrypt' writes one without a password");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(key.group(1));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
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
}
