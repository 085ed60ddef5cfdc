package io.github.macvtaplab.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An ssh-agent of OpenSSH's, of which nobody else knows, and keys by its ssh-keygen. It ends with this. */
public final class AgentForTests implements AutoCloseable {
    private final Path folder;
    private final Process process;

    /** Starts one without keys, with its socket in a folder whose path is short. */
    public AgentForTests() {
        try {
            folder = Files.createTempDirectory("agent");
            process = new ProcessBuilder("ssh-agent", "-D", "-a", socket().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("ssh-agent's socket")
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(socket()));
    }

    public Path socket() {
        return folder.resolve("socket");
    }

    /** Gives it a key, whose passphrase is asked for where it has one. */
    public AgentForTests add(Path key, String passphrase) {
        try {
            Path says = Files.writeString(folder.resolve("says"), "#!/bin/sh\necho '" + passphrase + "'\n");
            if (!says.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + says + " a program");
            }
            run(
                    Map.of(
                            "SSH_AUTH_SOCK", socket().toString(),
                            "SSH_ASKPASS", says.toString(),
                            "SSH_ASKPASS_REQUIRE", "force"),
                    "ssh-add",
                    key.toString());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a key.
     *
     * @param file where to; its public half goes beside it
     * @param more options of ssh-keygen
     */
    public static Path makeKey(Path file, String type, String passphrase, String... more) {
        String[] command = List.of(
                        "ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "key of " + file.getFileName())
                .toArray(String[]::new);
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length + 2);
        System.arraycopy(more, 0, all, command.length, more.length);
        all[all.length - 2] = "-f";
        all[all.length - 1] = file.toString();
        run(Map.of(), all);
        return file;
    }

    /** Makes a copy of a key that has a passphrase. */
    public static void lock(Path key, Path copy, String passphrase) {
        try {
            Files.copy(key, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(Map.of(), "ssh-keygen", "-q", "-p", "-P", "", "-N", passphrase, "-f", copy.toString());
    }

    /** The line of a key's public half. */
    public static PublicKeyLine publicLine(Path key) {
        return PublicKeyLine.of(text(key.resolveSibling(key.getFileName() + ".pub")));
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command[0] + " failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends the agent. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String name : List.of("socket", "says")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }
}
