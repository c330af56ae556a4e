package org.esxsync.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.compliance.HostInventory;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.terminal.SecretPrompt;

/**
 * Reads the files that a command names; a dash is standard input.
 *
 * @param inventory reads them
 */
record HostFiles(HostInventory inventory) {

    private static final String STANDARD_INPUT = "-";

    Inventory read(CommandSession session, String command, String... words) {
        List<Path> paths = new ArrayList<>();
        List<Inventory> inventories = new ArrayList<>();
        for (String word : words) {
            if (word.equals(STANDARD_INPUT)) {
                inventories.add(standardInput(session, command));
            } else {
                paths.add(path(command, word));
            }
        }
        if (!paths.isEmpty()) {
            inventories.add(0, inventory.read(paths));
        }
        return inventories.size() == 1 ? inventories.get(0) : inventory.joined(inventories);
    }

    /** A shell reads the standard input itself. */
    private Inventory standardInput(CommandSession session, String command) {
        if (session.get(SecretPrompt.ALLOWED) == null) {
            throw new UsageException(
                    command, "a shell has no standard input to spare; name a file");
        }
        // It is the process's: who closed it would close it for all.
        InputStream in = new FileInputStream(FileDescriptor.in);
        return inventory.read("standard input", in);
    }

    private static Path path(String command, String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new UsageException(command, "'%s' cannot be a file's name".formatted(word));
        }
    }
}
