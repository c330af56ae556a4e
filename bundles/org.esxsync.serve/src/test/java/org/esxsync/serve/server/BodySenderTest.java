package org.esxsync.serve.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.esxsync.serve.content.BytesBody;
import org.junit.jupiter.api.Test;

class BodySenderTest {

    /** Jetty runs what does not block by the one thread that looks after all connections. */
    @Test
    void aDiskIsNotReadByTheThreadThatSelects() {
        Components components =
                proxy(Components.class, "getByteBufferPool", new ByteBufferPool.NonPooling());
        BodySender sender =
                new BodySender(
                        BytesBody.of("a"),
                        proxy(Request.class, "getComponents", components),
                        proxy(Response.class, "", ""),
                        Callback.NOOP);

        assertEquals(InvocationType.BLOCKING, sender.getInvocationType());
    }

    private static <T> T proxy(Class<T> type, String known, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(known)) {
                                return answer;
                            }
                            throw new UnsupportedOperationException(method.getName());
                        }));
    }
}
