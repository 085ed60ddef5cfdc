package io.github.macvtaplab.ansible;

import io.github.macvtaplab.model.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Run Ansible as it is installed on this machine. */
public final class LocalCommandLine implements CommandLine {
    /** How long to wait for the last words of a command that has ended: what it left running may hold its output open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Path project;

    /**
     * Make one.
     *
     * @param project the folder with ansible.cfg, where every command runs
     */
    public LocalCommandLine(Path project) {
        this.project = project;
    }

    @Override
    public Output run(List<String> argv, Map<String, String> environment, Duration deadline, Privacy privacy) {
        Process process = null;
        try {
            ProcessBuilder builder = new ProcessBuilder(argv).directory(project.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            process.getOutputStream().close();
            Heard out = new Heard(process.getInputStream());
            Heard err = new Heard(process.getErrorStream());
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException("'%s' did not end within %d s%s"
                        .formatted(String.join(" ", argv), deadline.toSeconds(), privacy.quote(out.text())));
            }
            out.join(LAST_WORDS.toMillis());
            err.join(LAST_WORDS.toMillis());
            return new Output(process.exitValue(), out.text(), err.text());
        } catch (IOException e) {
            throw new LabException(
                    "'%s' does not start on this machine (%s); install Ansible, or run with -Dlab.ansible=container"
                            .formatted(argv.get(0), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while '%s' ran".formatted(argv.get(0)), e);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** What a stream has said until now. It is kept in memory, as it can be secret, and read at once, so that nobody waits for us. */
    private static final class Heard extends Thread {
        private final InputStream stream;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Heard(InputStream stream) {
            super("command-output");
            this.stream = stream;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try {
                stream.transferTo(bytes);
            } catch (IOException e) {
                // The end, whatever its form: the exit status tells how it came about.
            }
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void add(Path folder) {
        // It is on this machine already.
    }

    @Override
    public String placeOf(Path folder) {
        return folder.toAbsolutePath().toString();
    }

    @Override
    public String at(Path socket) {
        return socket.toAbsolutePath().toString();
    }

    @Override
    public String describe() {
        return "local ansible-playbook";
    }

    @Override
    public void close() {
        // Nothing is kept open between commands.
    }
}
