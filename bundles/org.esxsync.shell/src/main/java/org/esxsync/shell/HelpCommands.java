package org.esxsync.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.esxsync.shell.command.CompletionScript;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.Help;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Screen;

/** Explains the commands, and lets a shell complete them. */
public final class HelpCommands {

    private final CommandRun run;

    HelpCommands(CommandRun run) {
        this.run = run;
    }

    @Descriptor("print a script that lets bash or zsh complete the command line")
    @Example(value = "completion bash", does = "prints it; its first lines say where to keep it")
    public Object completion(
            CommandSession session,
            @Descriptor("bash or zsh") @Operands(value = OperandKind.SHELL, min = 1, max = 1)
                    String... shell) {
        return run.run(
                session,
                "completion",
                shell,
                () -> new CompletionScript(run.commands()).of(shell[0]));
    }

    @Descriptor("list the commands, or explain one")
    @Example(value = "help sync", does = "explains the parameters of 'sync'")
    public Object help(
            CommandSession session,
            @Descriptor("a command's name; default: list all commands")
                    @Operands(value = OperandKind.COMMAND, max = 1)
                    String... command) {
        return run.run(session, "help", command, () -> explained(Console.screen(session), command));
    }

    private String explained(Screen screen, String... command) {
        return command.length == 0
                ? Help.all(run.commands(), screen)
                : Help.of(command[0], run.commands(), screen);
    }
}
