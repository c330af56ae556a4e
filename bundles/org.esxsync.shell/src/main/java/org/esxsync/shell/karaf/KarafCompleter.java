package org.esxsync.shell.karaf;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Commands;

/**
 * Completes a command's name and the words after it in Karaf's shell, which itself leaves out what
 * does not begin as the word does.
 *
 * @param command what is typed
 * @param commands knows the words
 * @param scoped whether the shell is in our scope already
 */
record KarafCompleter(Command command, EsxCommands commands, boolean scoped) implements Completer {

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        candidates(session, line).map(Candidate::value).forEach(candidates::add);
        return line.getBufferPosition() - line.getArgumentPosition();
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        candidates(session, line).forEach(candidates::add);
    }

    private Stream<Candidate> candidates(Session session, CommandLine line) {
        int word = line.getCursorArgumentIndex();
        if (word == 0) {
            return names().map(Candidate::new);
        }
        String[] words = line.getArguments();
        if (!session.resolveCommand(words[0]).equals(fullName()) || isValue(words[word - 1])) {
            return Stream.empty();
        }
        return Command.beginsOption(line.getCursorArgument())
                ? command.options().stream().flatMap(KarafCompleter::candidates)
                : commands.words(command.operands().value()).stream().map(Candidate::new);
    }

    private Stream<String> names() {
        return scoped ? Stream.of(command.name()) : Stream.of(fullName(), command.name());
    }

    private String fullName() {
        return Commands.SCOPE + ":" + command.name();
    }

    /** Whether what follows a word is the value of the option that it is. */
    private boolean isValue(String before) {
        return command.option(before).filter(Command.Option::takesValue).isPresent();
    }

    private static Stream<Candidate> candidates(Command.Option option) {
        String key = option.names().get(0);
        return option.names().stream()
                .map(
                        name ->
                                new Candidate(
                                        name, name, null, option.description(), null, key, true));
    }
}
