package org.esxsync.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Lets Gogo show the results of our commands. */
@Component(property = Converter.CONVERTER_CLASSES + "=org.esxsync.shell.Shown")
public final class ShownConverter implements Converter {

    /** Nothing is converted. */
    @Override
    public @Nullable Object convert(Class<?> desiredType, Object in) {
        return null;
    }

    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        if (level != INSPECT || !(target instanceof Shown)) {
            return null;
        }
        Screen screen =
                escape instanceof CommandSession session
                        ? Console.screen(session)
                        : Screen.plain(java.time.ZoneId.systemDefault());
        return Console.text(target, screen);
    }
}
