package org.esxsync.shell.gogo;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Lets Gogo show the results of our commands. */
@Component(property = Converter.CONVERTER_CLASSES + "=org.esxsync.shell.Result")
public final class ResultConverter implements Converter {

    /** Nothing is converted. */
    @Override
    public @Nullable Object convert(Class<?> desiredType, Object in) {
        return null;
    }

    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        if (level != INSPECT || !(target instanceof Result)) {
            return null;
        }
        Screen screen =
                escape instanceof CommandSession session
                        ? Console.screen(session)
                        : Screen.plain(java.time.ZoneId.systemDefault());
        return Console.text(target, screen);
    }
}
