package org.esxsync.serve;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.esxsync.serve.testkit.BadRequestContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class BadRequestTest extends BadRequestContract {

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        MirrorOnDisk mirror = new MirrorOnDisk(directory);
        mirror.publish("esxi-8.0/index.xml", new byte[100]);
        server = new RunningServer(mirror, RunningServer.settings(Duration.ofSeconds(3)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected URI file() {
        return server.url("esxi-8.0/index.xml");
    }
}
