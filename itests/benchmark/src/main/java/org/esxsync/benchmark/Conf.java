package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory for {@code --conf}.
 *
 * @param directory the directory
 */
record Conf(Path directory) {

    /** As many transfers at a time as the other contenders make. */
    private static final int PARALLEL = 8;

    static Conf make(Path directory) throws IOException {
        Conf conf = new Conf(Files.createDirectories(directory));
        conf.write("org.esxsync.sync", "parallel = " + PARALLEL);
        conf.write("org.esxsync.fetch", "connections.per.host = " + PARALLEL);
        return conf;
    }

    /** Adds the source of a patch site. */
    Conf site(String url) throws IOException {
        return write("org.esxsync.source.vi3~site", "index = " + url + "/" + PatchSite.INDEX);
    }

    /** Adds the source of a depot. */
    Conf depot(String url) throws IOException {
        return write("org.esxsync.source.depot~depot", "location = " + url);
    }

    private Conf write(String pid, String lines) throws IOException {
        Files.writeString(directory.resolve(pid + ".cfg"), lines + "\n");
        return this;
    }
}
