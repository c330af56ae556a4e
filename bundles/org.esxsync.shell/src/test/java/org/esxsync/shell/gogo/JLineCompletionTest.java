package org.esxsync.shell.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.shell.EsxCommands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JLineCompletionTest {

    private final CommandProcessorImpl processor = new CommandProcessorImpl(null);
    private final CommandSession session =
            processor.createSession(
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream());
    private final Shell shell = new Shell();

    /** Stands for the command of the JLine shell. */
    public static final class Shell {
        private final List<List<String>> taught = new ArrayList<>();

        public void complete(String... words) {
            taught.add(List.of(words));
        }
    }

    @BeforeEach
    void register() {
        processor.addCommand("gogo", shell, "complete");
        processor.addListener(new JLineCompletion());
    }

    @AfterEach
    void close() {
        processor.stop();
    }

    @Test
    void aJLineShellLearnsEveryCommandOnce() throws Exception {
        session.put(".completions", new HashMap<>());
        session.execute("x = 1");
        session.execute("x = 2");
        List<String> described =
                shell.taught.stream()
                        .filter(words -> words.get(2).equals("-d"))
                        .map(words -> words.get(1))
                        .toList();
        assertEquals(
                EsxCommands.COMMANDS.names().stream().map(name -> "esx:" + name).toList(),
                described);
    }

    @Test
    void optionsAndOperandsAreTaughtAsTheShellExpectsThem() throws Exception {
        session.put(".completions", new HashMap<>());
        session.execute("x = 1");
        assertTrue(
                shell.taught.contains(
                        List.of(
                                "-c",
                                "esx:sync",
                                "-s",
                                "n",
                                "-l",
                                "dry-run",
                                "--description",
                                "only show what would be done, like plan")),
                shell.taught.toString());
        assertTrue(
                shell.taught.contains(List.of("-c", "esx:show", "-a", "(esx:patches) names")),
                shell.taught.toString());
    }

    @Test
    void otherShellsAreLeftAlone() throws Exception {
        session.execute("x = 1");
        assertEquals(List.of(), shell.taught);
    }

    @Test
    void aShellThatTakesNoCompletionsIsLeftAlone() throws Exception {
        processor.removeCommand("gogo", "complete");
        session.put(".completions", new HashMap<>());
        session.execute("x = 1");
        assertEquals(Set.of("x", ".completions"), session.get(null));
    }
}
