package org.esxsync.serve.server;

/** A server cannot be started with its settings. */
public final class CannotListenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String value;
    private final String reason;

    /**
     * @param key the key of the configuration that is in the way
     * @param reason why, and what to do
     */
    CannotListenException(String key, String value, String reason) {
        super("%s=%s: %s".formatted(key, value, reason));
        this.key = key;
        this.value = value;
        this.reason = reason;
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    public String reason() {
        return reason;
    }
}
