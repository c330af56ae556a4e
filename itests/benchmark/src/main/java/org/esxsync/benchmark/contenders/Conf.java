package org.esxsync.benchmark.contenders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.benchmark.samples.Depot;
import org.esxsync.benchmark.samples.PatchSite;

/**
 * A directory for {@code --conf}.
 *
 * @param directory the directory
 */
public record Conf(Path directory) {

    /** As many transfers at a time as the other contenders make. */
    private static final int PARALLEL = 8;

    private static final String SYNC = "org.esxsync.sync";
    private static final String TRANSFERS = "parallel = " + PARALLEL;
    private static final String FETCH = "org.esxsync.fetch";
    private static final String CONNECTIONS = "connections.per.host = " + PARALLEL;

    public static Conf make(Path directory) throws IOException {
        Conf conf = new Conf(Files.createDirectories(directory));
        conf.write(SYNC, TRANSFERS);
        conf.write(FETCH, CONNECTIONS);
        return conf;
    }

    /** Adds the source of a patch site. */
    public Conf site(String url) throws IOException {
        return write("org.esxsync.source.vi3~site", "index = " + url + "/" + PatchSite.INDEX);
    }

    /** Adds the source of a depot. */
    public Conf depot(String url) throws IOException {
        return write("org.esxsync.source.depot~depot", "location = " + url + "/" + Depot.INDEX);
    }

    /** Trusts a certificate as one of a CA. */
    public Conf trusting(Path certificate) throws IOException {
        return write(FETCH, CONNECTIONS + "\nca.file = " + certificate);
    }

    /** Keeps the ledger in a database. */
    public Conf ledger(String url, String user) throws IOException {
        return write(SYNC, "%s%nledger = %s%nledger.user = %s".formatted(TRANSFERS, url, user));
    }

    private Conf write(String pid, String lines) throws IOException {
        Files.writeString(directory.resolve(pid + ".cfg"), lines + "\n");
        return this;
    }
}
