package org.esxsync.shell.mirror;

import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.serve.MirrorServer;
import org.esxsync.api.serve.ServeRequest;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.command.ValueName;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;

/** Serves the mirror as long as the command runs. */
public final class ServeCommands {

    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int LAST = 65_535;

    private final CommandRun run;
    private final Supplier<MirrorServer> server;

    /**
     * @param server fails where no bundle has it
     */
    public ServeCommands(CommandRun run, Supplier<MirrorServer> server) {
        this.run = run;
        this.server = server;
    }

    @Descriptor("serve the mirror over HTTP until Ctrl-C; nothing is synced meanwhile")
    @Example(value = "serve --port 8080", does = "serves it to this machine alone")
    public Object serve(
            CommandSession session,
            @Descriptor(
                            "the TCP port, 0 for any that is free; default: the configured one, or"
                                    + " 8080")
                    @Parameter(names = "--port", absentValue = "")
                    String port,
            @Descriptor(
                            "the IP address to listen on, such as 0.0.0.0 for all that the machine"
                                    + " has; default: the configured one, or 127.0.0.1")
                    @ValueName("ADDRESS")
                    @Parameter(names = "--address", absentValue = "")
                    String address,
            @Operands String... nothing) {
        return run.run(session, "serve", nothing, () -> served(Console.of(session), address, port));
    }

    private Object served(Console console, String address, String port) {
        requirePort(port);
        try {
            server.get()
                    .serve(
                            new ServeRequest(
                                    address.isEmpty() ? null : address,
                                    port.isEmpty() ? null : port),
                            url -> tell(console, url));
        } catch (ConfigurationException e) {
            if (address.isEmpty() || !e.key().equals("address")) {
                throw e;
            }
            throw new UsageException(
                    "serve",
                    "--address '%s' is no address of this machine; use one, such as 127.0.0.1, or 0.0.0.0 for all"
                            .formatted(address));
        }
        return Result.NONE;
    }

    private static void requirePort(String port) {
        if (!port.isEmpty() && (!PORT.matcher(port).matches() || Integer.parseInt(port) > LAST)) {
            throw new UsageException(
                    "serve",
                    "--port '%s' is no TCP port; use a number from 1 to %d, or 0 for any that is free"
                            .formatted(port, LAST));
        }
    }

    private static void tell(Console console, URI url) {
        console.out().println("Serving the mirror at " + url + " until Ctrl-C");
        console.out().flush();
    }
}
