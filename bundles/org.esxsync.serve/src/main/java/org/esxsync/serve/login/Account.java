package org.esxsync.serve.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Who may log in. Its text never shows the password. */
public final class Account {

    private final byte[] user;
    private final byte[] password;

    public Account(String user, String password) {
        this.user = digest(user);
        this.password = digest(password);
    }

    /** Whether both are right; takes as long for a wrong one as for another. */
    boolean isOf(String name, String word) {
        boolean isUser = MessageDigest.isEqual(user, digest(name));
        boolean isPassword = MessageDigest.isEqual(password, digest(word));
        return isUser & isPassword;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }

    /** Whether the other lets the same person in. */
    boolean isSameAs(Account other) {
        return MessageDigest.isEqual(user, other.user)
                && MessageDigest.isEqual(password, other.password);
    }

    @Override
    public String toString() {
        return "an account";
    }
}
