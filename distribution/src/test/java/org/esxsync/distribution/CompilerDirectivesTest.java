package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
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
