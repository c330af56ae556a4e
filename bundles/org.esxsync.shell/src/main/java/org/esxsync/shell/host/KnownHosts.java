package org.esxsync.shell.host;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostExport;
import org.esxsync.api.compliance.HostInventory;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.terminal.SecretPrompt;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of the files that a command names, where a dash is standard input; or those that are
 * kept.
 *
 * @param inventory reads them; fails where no bundle has it
 * @param kept keeps them; fails where no bundle has it
 * @param export writes those that are kept; fails where no bundle has it
 */
public record KnownHosts(
        Supplier<HostInventory> inventory, Supplier<KeptHosts> kept, Supplier<HostExport> export) {

    public static final String STANDARD_INPUT = "-";

    /** What a host is called of which a stream tells no name. */
    private static final String STREAM = "standard input";

    /** The hosts of files, or those that are kept where no file is named. */
    public Inventory of(CommandSession session, String command, List<String> words) {
        return words.isEmpty() ? keptHosts() : read(session, command, words);
    }

    private Inventory keptHosts() {
        return new Inventory(kept.get().all().stream().map(KeptHost::host).toList(), List.of());
    }

    /**
     * Keeps what was read.
     *
     * @return what that changed, a line for each host
     * @throws EsxSyncException if there is nothing, or a host has no name that tells it apart
     */
    List<String> keep(List<Host> hosts) {
        if (hosts.isEmpty()) {
            throw new EsxSyncException(
                    "no host is recognised, so that none is kept; 'hosts FILE' tells what is read");
        }
        if (hosts.stream().anyMatch(host -> host.name().equals(STREAM))) {
            throw new EsxSyncException(
                    "what was read from standard input names no host, so that none is kept; put it"
                            + " into a file that is called like the host");
        }
        List<String> changes = hosts.stream().map(this::change).toList();
        kept.get().keep(hosts);
        return changes;
    }

    /** A list that tells less than the one before may be the wrong file. */
    private String change(Host host) {
        try {
            return kept.get()
                    .find(host.name())
                    .map(before -> host.name() + ": replaced" + differences(before.host(), host))
                    .orElseGet(() -> host.name() + ": added");
        } catch (EsxSyncException e) {
            return host.name() + ": replaced what could not be read";
        }
    }

    private static String differences(Host before, Host host) {
        List<String> differences = new ArrayList<>();
        difference("VIBs", before.vibs(), host.vibs(), differences);
        difference("components", before.components(), host.components(), differences);
        difference("bulletins", before.bulletins(), host.bulletins(), differences);
        return differences.isEmpty() ? "" : " (%s)".formatted(String.join(", ", differences));
    }

    private static void difference(
            String what,
            @Nullable Collection<?> before,
            @Nullable Collection<?> now,
            List<String> differences) {
        if (size(before) != size(now)) {
            differences.add("%d %s became %d".formatted(size(before), what, size(now)));
        }
    }

    private static int size(@Nullable Collection<?> things) {
        return things == null ? 0 : things.size();
    }

    public Inventory read(CommandSession session, String command, List<String> words) {
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
            inventories.add(0, inventory.get().read(paths));
        }
        return inventories.size() == 1 ? inventories.get(0) : inventory.get().joined(inventories);
    }

    /** A shell reads the standard input itself. */
    private Inventory standardInput(CommandSession session, String command) {
        if (session.get(SecretPrompt.ALLOWED) == null) {
            throw new UsageException(
                    command, "a shell has no standard input to spare; name a file");
        }
        // It is the process's: who closed it would close it for all.
        InputStream in = new FileInputStream(FileDescriptor.in);
        return inventory.get().read(STREAM, in);
    }

    private static Path path(String command, String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new UsageException(command, "'%s' cannot be a file's name".formatted(word));
        }
    }
}
