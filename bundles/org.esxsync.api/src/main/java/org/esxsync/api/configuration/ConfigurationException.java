package org.esxsync.api.configuration;

import org.esxsync.api.EsxSyncException;

/** A configured value that cannot be used. */
public class ConfigurationException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final String pid;
    private final String key;

    /**
     * @param pid the configuration, such as {@code org.esxsync.source.vi3~vmware}
     * @param key the key in it
     * @param value the value found; never that of a secret
     * @param allowed what would be right, as the end of a sentence: "use a URL such as …"
     */
    public ConfigurationException(String pid, String key, String value, String allowed) {
        super("%s: %s=%s cannot be used; %s".formatted(pid, key, value, allowed));
        this.pid = pid;
        this.key = key;
    }

    /** The configuration. */
    public String pid() {
        return pid;
    }

    /** The key in it. */
    public String key() {
        return key;
    }
}
