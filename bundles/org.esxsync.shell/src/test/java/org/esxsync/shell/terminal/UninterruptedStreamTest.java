package org.esxsync.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

class UninterruptedStreamTest {

    @Test
    void aChannelStaysOpenWhenAnInterruptedThreadWrites() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream channel = Channels.newOutputStream(Channels.newChannel(written));
        OutputStream stream = new UninterruptedStream(channel);

        Thread.currentThread().interrupt();
        stream.write("one ".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        stream.flush();
        boolean interrupted = Thread.interrupted();
        stream.write("two".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertTrue(interrupted);
        assertEquals("one two", written.toString(java.nio.charset.StandardCharsets.UTF_8));
    }
}
