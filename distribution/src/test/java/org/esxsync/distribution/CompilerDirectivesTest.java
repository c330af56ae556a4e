package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompilerDirectivesTest {

    private static final String DIGESTS = "sun/security/provider/DigestBase.*";

    @AfterEach
    void clear() throws JMException {
        ask("compilerDirectivesClear");
    }

    @Test
    void theJvmTakesTheShippedOnes() throws JMException {
        assertFalse(ask("compilerDirectivesPrint").contains(DIGESTS));

        CompilerDirectives.add("src/main/lib/compilers.json");

        String taken = ask("compilerDirectivesPrint");
        assertTrue(taken.contains(DIGESTS), taken);
        assertTrue(taken.contains("Exclude:true"), taken);
    }

    @Test
    void aRefusalOfTheJvmIsLoggedWithItsReason() {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(CompilerDirectives.class.getName());
        Handler handler = collecting(lines);
        logger.addHandler(handler);
        logger.setLevel(Level.FINE);
        try {
            CompilerDirectives.add("a\"b.json");
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }

        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("IllegalArgumentException"), lines::toString);
    }

    private static Handler collecting(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static String ask(String operation) throws JMException {
        return (String)
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                operation,
                                null,
                                null);
    }
}
