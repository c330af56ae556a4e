package org.esxsync.api.patch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.esxsync.api.OneLine;

/**
 * A published or computed digest.
 *
 * @param algorithm how it was made
 * @param hex its value in lower-case hexadecimal digits
 */
public record Digest(Algorithm algorithm, String hex) {

    /** Digest algorithms that publishers use, the weakest first. */
    public enum Algorithm {
        MD5("MD5", 32),
        SHA_1("SHA-1", 40),
        SHA_256("SHA-256", 64),
        SHA_512("SHA-512", 128);

        private final String standardName;
        private final int digits;

        Algorithm(String standardName, int digits) {
            this.standardName = standardName;
            this.digits = digits;
        }

        /** The name by which {@link MessageDigest} knows it. */
        public String standardName() {
            return standardName;
        }

        /**
         * Finds an algorithm by the name that metadata uses: {@code sha-256}, {@code SHA256},
         * {@code md5}.
         */
        public static Optional<Algorithm> named(String name) {
            String wanted = plain(name);
            return Arrays.stream(values())
                    .filter(algorithm -> plain(algorithm.standardName).equals(wanted))
                    .findFirst();
        }

        private static String plain(String name) {
            return name.strip().replace("-", "").toUpperCase(Locale.ROOT);
        }
    }

    /**
     * @throws IllegalArgumentException if {@code hex} has not the algorithm's number of digits
     */
    public Digest {
        hex = hex.strip().toLowerCase(Locale.ROOT);
        if (hex.length() != algorithm.digits || !isHex(hex)) {
            throw new IllegalArgumentException(
                    "not a value of %s: '%s'"
                            .formatted(
                                    algorithm.standardName,
                                    OneLine.of(hex.length() > 200 ? hex.substring(0, 200) : hex)));
        }
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * The digest of these bytes.
     *
     * @throws IllegalStateException if this Java platform lacks the algorithm, as one under FIPS
     *     rules lacks MD5
     */
    public static Digest of(Algorithm algorithm, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.standardName);
            return new Digest(algorithm, HexFormat.of().formatHex(digest.digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return algorithm.standardName + ":" + hex;
    }
}
