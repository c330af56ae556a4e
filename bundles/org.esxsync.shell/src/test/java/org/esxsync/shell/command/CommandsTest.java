package org.esxsync.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.sync.SyncCommands;
import org.junit.jupiter.api.Test;

class CommandsTest {

    @Test
    void everyCommandIsDescribed() {
        for (Command command : EsxCommands.COMMANDS.all()) {
            assertFalse(command.description().isBlank(), command.name());
            command.options().forEach(o -> assertFalse(o.description().isBlank(), o.toString()));
            assertEquals(command.operands().max() == 0, command.operandsDescription().isEmpty());
        }
    }

    @Test
    void aCommandWithoutAPlaceInTheOrderIsADefect() {
        List<String> incomplete = List.of("sync");
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Commands.of(incomplete, SyncCommands.class));
        assertTrue(e.getMessage().endsWith("has no place in the order"), e.getMessage());
    }

    /** Gogo takes options out of the line and hands them over before everything else. */
    @Test
    void optionsComeBetweenTheSessionAndTheOperands() {
        for (Command command : EsxCommands.COMMANDS.all()) {
            List<Class<?>> types = Arrays.asList(command.method().getParameterTypes());
            assertEquals(CommandSession.class, types.get(0));
            assertEquals(String[].class, types.get(types.size() - 1));
            assertEquals(command.options().size() + 2, types.size(), command.name());
        }
    }
}
