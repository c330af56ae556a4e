package org.esxsync.benchmark.contenders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.esxsync.benchmark.measure.ProcessFamily;
import org.esxsync.benchmark.measure.Usage;

/** ESX Sync as a service: one Java for all calls. */
public final class Resident implements Contender {

    public static final String NAME = "ESX Sync, running";

    private final Path mirror;
    private final List<String> releases;
    private final Process process;
    private final BufferedReader answers;

    private Resident(Path mirror, List<String> releases, Process process) {
        this.mirror = mirror;
        this.releases = releases;
        this.process = process;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * What a call gave.
     *
     * @param usage what it used
     * @param count of what it is about
     */
    public record Answer(Usage usage, long count) {}

    /** Starts it, with a configuration of its own. */
    public static Resident start(
            Path distribution, Conf conf, Path mirror, List<String> releases, String javaOptions)
            throws IOException {
        writeControl(conf.directory().resolve("benchmark-control.jar"));
        List<String> command = new ArrayList<>(OneShot.command(distribution, conf, mirror));
        command.add("service");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(OneShot.environment(javaOptions));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Resident resident = new Resident(mirror, releases, process);
        resident.answer();
        return resident;
    }

    private static void writeControl(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.esxsync.benchmark.control");
        headers.putValue("Bundle-Activator", ResidentControl.class.getName());
        headers.putValue(
                "Import-Package",
                "org.esxsync.api,org.esxsync.api.sync,org.osgi.framework,org.osgi.util.tracker");
        String path = ResidentControl.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream in =
                        Optional.ofNullable(Resident.class.getResourceAsStream("/" + path))
                                .orElseThrow()) {
            jar.putNextEntry(new ZipEntry(path));
            in.transferTo(jar);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Path mirror() {
        return mirror;
    }

    @Override
    public Usage sync() throws IOException {
        return call("sync " + String.join(" ", releases)).usage();
    }

    /** Makes a call, whose first word says what to do. */
    public Answer call(String line) throws IOException {
        ProcessFamily family = new ProcessFamily(process.pid());
        family.forgetPeak();
        double before = family.cpuSeconds();
        process.getOutputStream().write((line.strip() + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String[] answer = answer().split(" ", 3);
        if (!answer[1].equals("ok")) {
            throw new IOException(line + ": " + String.join(" ", answer));
        }
        double cpuSeconds = before < 0 ? before : family.cpuSeconds() - before;
        return new Answer(
                new Usage(Long.parseLong(answer[0]) / 1e9, cpuSeconds, family.memory()),
                Long.parseLong(answer[2]));
    }

    private String answer() throws IOException {
        while (true) {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("ESX Sync ended with " + process.onExit().join().exitValue());
            }
            if (line.startsWith(ResidentControl.ANSWER)) {
                return line.substring(ResidentControl.ANSWER.length());
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
