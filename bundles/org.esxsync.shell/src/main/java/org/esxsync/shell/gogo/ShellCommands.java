package org.esxsync.shell.gogo;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.karaf.KarafCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Offers the commands to the server's shell: to Karaf's in the way of its own commands, or else to
 * Gogo, by the properties that it looks for. Never to both, since Karaf's shell takes Gogo's too.
 */
@Component(service = {})
public final class ShellCommands {

    private final Runnable withdrawal;

    /**
     * @param karaf its shell, of a type that is not there in other servers
     */
    @Activate
    public ShellCommands(
            BundleContext context,
            @Reference EsxCommands commands,
            @Reference(
                            service = SessionFactory.class,
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable Object karaf) {
        withdrawal =
                karaf == null
                        ? offerToGogo(context, commands)
                        : KarafCommand.offer(karaf, commands);
    }

    /** One service for each object with commands, since Gogo calls its methods by their names. */
    private static Runnable offerToGogo(BundleContext context, EsxCommands commands) {
        List<ServiceRegistration<?>> registrations = new ArrayList<>();
        commands.targets().forEach(target -> registrations.add(register(context, target)));
        return () -> registrations.forEach(ServiceRegistration::unregister);
    }

    private static ServiceRegistration<?> register(BundleContext context, Object target) {
        String[] names =
                EsxCommands.COMMANDS.all().stream()
                        .filter(command -> command.isOf(target))
                        .map(Command::name)
                        .toArray(String[]::new);
        return context.registerService(
                Object.class,
                target,
                new Hashtable<>(
                        Map.of(
                                CommandProcessor.COMMAND_SCOPE,
                                Commands.SCOPE,
                                CommandProcessor.COMMAND_FUNCTION,
                                names)));
    }

    @Deactivate
    void withdraw() {
        withdrawal.run();
    }
}
