package org.esxsync.serve;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.esxsync.serve.testkit.FileRequestContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileRequestTest extends FileRequestContract {

    private static final Instant MODIFIED = Instant.parse("2024-03-29T08:15:30.5Z");

    private final byte[] content = new byte[200_000];
    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        new Random(1).nextBytes(content);
        MirrorOnDisk mirror = new MirrorOnDisk(directory);
        Path file = mirror.publish("esxi-8.0/vib20/net/net_1.0.vib", content);
        Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
        server = new RunningServer(mirror);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected URI file() {
        return server.url("esxi-8.0/vib20/net/net_1.0.vib");
    }

    @Override
    protected byte[] content() {
        return content;
    }

    @Override
    protected Instant modified() {
        return MODIFIED;
    }
}
