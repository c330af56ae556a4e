package org.esxsync.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.shell.EsxCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionScriptTest {

    private static final String ESXSYNC =
            """
            #!/bin/sh
            echo "$*" > "${0%/*}/asked"
            while [ $# -gt 2 ]; do shift; done
            case $1 in
                releases) printf '{\\n  "releases": [\\n    {\\n      "release": "esx-3.0.1",\\n' ;;
                patches) printf '      "id": "ESX-1",\\n      "id": "ESX-$(x)",\\n' ;;
            esac
            """;

    @TempDir private Path directory;

    @Test
    void bashCompletesCommandsOptionsAndWhatTheMirrorKnows() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is needed");
        assertEquals(
                List.of("serve", "service", "show", "sources", "status", "sync"),
                completed("", "s"));
        assertEquals(List.of("--conf"), completed("", "--c"));
        assertEquals(List.of("--dry-run"), completed("sync", "--d"));
        assertEquals(List.of("--dry-run"), completed("--bwlimit 1M -q sync", "--d"));
        assertEquals(List.of("--severity", "--since"), completed("patches", "--s"));
        assertEquals(List.of("esx-3.0.1"), completed("--conf x sync -n", "e"));
        assertEquals(List.of("zsh"), completed("completion", "z"));
        assertEquals(List.of("history"), completed("help", "hi"));
    }

    @Test
    void bashAsksForTheMirrorThatIsMeant() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is needed");
        completed("--conf x --mirror = y --demo show", "E");
        assertEquals(
                "--conf x --mirror y --demo patches --json\n",
                Files.readString(directory.resolve("asked")));
        completed("--mirror ~/y plan", "e");
        assertEquals(
                "--mirror " + System.getenv("HOME") + "/y releases --json\n",
                Files.readString(directory.resolve("asked")));
    }

    /** Bash evaluates what it completes unless a script takes care, and ids come from outside. */
    @Test
    void aHostileIdIsNeverEvaluatedNorOffered() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is needed");
        assertEquals(List.of("ESX-1"), completed("show", "ESX"));
    }

    @Test
    void everyScriptKnowsEveryCommand() {
        for (String shell : OperandKind.SHELL.fixedWords(List.of())) {
            String script = new CompletionScript(EsxCommands.COMMANDS).of(shell);
            EsxCommands.COMMANDS
                    .names()
                    .forEach(
                            name ->
                                    assertTrue(
                                            script.contains(" " + name + ") "),
                                            shell + " " + name));
            Stream.of(OperandKind.values())
                    .flatMap(kind -> kind.listing().stream())
                    .forEach(
                            listing ->
                                    assertTrue(
                                            script.contains("\n_esxsync_%s() {".formatted(listing)),
                                            shell + " " + listing));
            assertFalse(Pattern.compile("@[A-Z]+@").matcher(script).find(), script);
        }
    }

    @Test
    void anotherShellIsRefused() {
        assertThrows(
                UsageException.class, () -> new CompletionScript(EsxCommands.COMMANDS).of("fish"));
    }

    /** What bash offers for a word behind others. */
    private List<String> completed(String words, String last)
            throws IOException, InterruptedException {
        Path program = Files.writeString(directory.resolve("esxsync"), ESXSYNC);
        assertTrue(program.toFile().setExecutable(true));
        Path script =
                Files.writeString(
                        directory.resolve("script"),
                        new CompletionScript(EsxCommands.COMMANDS).of("bash"));
        String test =
                """
                source '%s'
                IFS=' ' read -r -a typed <<< '%s'
                COMP_WORDS=(esxsync "${typed[@]}" '%s')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _esxsync '%s' "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                        .formatted(script, words, last, program);
        Process bash =
                new ProcessBuilder("/bin/bash", "--norc", "-c", test)
                        .redirectErrorStream(true)
                        .start();
        try {
            bash.getOutputStream().close();
            String output =
                    new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(bash.waitFor(10, TimeUnit.SECONDS), "bash did not end");
            return output.lines().sorted().toList();
        } finally {
            bash.destroyForcibly();
        }
    }
}
