package org.esxsync.shell.gogo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.OperandKind;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Teaches Gogo's JLine shell to complete our commands. Such a shell keeps what it knows in a
 * variable of its session and has a command to add to it; other shells, such as Karaf's, lack the
 * one or the other, and are left alone. A session's profile is the first thing that it runs, so
 * that this comes in time.
 */
@Component
public final class JLineCompletion implements CommandSessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(JLineCompletion.class);

    private static final String COMPLETE = "gogo:complete";
    private static final String COMPLETIONS = ".completions";
    private static final String TAUGHT = ".esx.completions";

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        // The profile must have run.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        teach(session);
    }

    @Override
    public void afterExecute(
            CommandSession session, CharSequence command, @Nullable Object result) {
        teach(session);
    }

    private static void teach(CommandSession session) {
        if (session.get(COMPLETIONS) instanceof Map
                && session.get(COMPLETE) != null
                && session.get(TAUGHT) == null) {
            // First, since each line that is executed leads here again.
            session.put(TAUGHT, true);
            EsxCommands.COMMANDS.all().stream()
                    .flatMap(command -> lines(command).stream())
                    .forEach(line -> execute(session, line));
        }
    }

    private static void execute(CommandSession session, String line) {
        try {
            session.execute(line);
        } catch (Exception e) {
            // Gogo swallows what a listener throws, and the shell works without completion.
            LOG.debug("no completion: {}", line, e);
        }
    }

    static List<String> lines(Command command) {
        String start = COMPLETE + " -c esx:" + command.name();
        List<String> lines = new ArrayList<>();
        lines.add(start + " -d " + quoted(command.description()));
        for (Command.Option option : command.options()) {
            StringBuilder line = new StringBuilder(start);
            for (String name : option.names()) {
                String kind = name.startsWith("--") ? " -l " : " -s ";
                line.append(kind).append(name.replaceFirst("^-+", ""));
            }
            lines.add(line + " --description " + quoted(option.description()));
        }
        OperandKind kind = command.operands().value();
        if (kind != OperandKind.NONE) {
            lines.add(start + " -a " + quoted(words(kind)));
        }
        return lines;
    }

    /** A Gogo expression of the words that can stand there. */
    private static String words(OperandKind kind) {
        List<String> fixed = kind.fixedWords(EsxCommands.COMMANDS.names());
        return kind.listing()
                .map("(esx:%s) names"::formatted)
                .orElse("[" + String.join(" ", fixed) + "]");
    }

    /** Text in which Gogo finds nothing to expand. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "") + "'";
    }
}
