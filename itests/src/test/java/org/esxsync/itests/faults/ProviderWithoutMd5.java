package org.esxsync.itests.faults;

import java.security.Provider;

/** Takes the place of the JDK's provider SUN, and has what that has but for MD5. */
public final class ProviderWithoutMd5 extends Provider {

    private static final long serialVersionUID = 1L;

    public ProviderWithoutMd5() {
        super("WithoutMd5", "1", "the JDK's algorithms without MD5");
        put("MessageDigest.SHA", "sun.security.provider.SHA");
        put("Alg.Alias.MessageDigest.SHA-1", "SHA");
        put("MessageDigest.SHA-256", "sun.security.provider.SHA2$SHA256");
        put("SecureRandom.NativePRNG", "sun.security.provider.NativePRNG");
        put("CertificateFactory.X.509", "sun.security.provider.X509Factory");
        put("KeyStore.JKS", "sun.security.provider.JavaKeyStore$DualFormatJKS");
        put("KeyStore.PKCS12", "sun.security.pkcs12.PKCS12KeyStore$DualFormatPKCS12");
    }
}
