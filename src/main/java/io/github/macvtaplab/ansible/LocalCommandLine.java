package io.github.macvtaplab.ansible;

import io.github.macvtaplab.model.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Run Ansible as it is installed on this machine. */
public final class LocalCommandLine implements CommandLine {
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
    public Output run(List<String> argv, Map<String, String> environment, Duration deadline) {
        Path out = null;
        Path err = null;
        Process process = null;
        try {
            out = Files.createTempFile("ansible", ".out");
            err = Files.createTempFile("ansible", ".err");
            ProcessBuilder builder = new ProcessBuilder(argv)
                    .directory(project.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException("'%s' did not end within %d s; its last output: %s"
                        .formatted(String.join(" ", argv), deadline.toSeconds(), Files.readString(out)));
            }
            return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
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
            delete(out);
            delete(err);
        }
    }

    @Override
    public String add(Path folder) {
        return folder.toAbsolutePath().toString();
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        if (file != null && !file.toFile().delete()) {
            file.toFile().deleteOnExit();
        }
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
