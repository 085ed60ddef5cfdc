package io.github.macvtaplab.ansible;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Run one of Ansible's commands where Ansible is: in the execution environment, or on this machine. */
public interface CommandLine extends AutoCloseable {
    /**
     * Run a command in the project's folder and wait for its end.
     *
     * @param argv the command and its arguments
     * @param environment added to the command's environment
     * @param deadline after which it is stopped
     * @throws io.github.macvtaplab.model.LabException if it cannot be started or passes its deadline
     */
    Output run(List<String> argv, Map<String, String> environment, Duration deadline);

    /**
     * Run a command that prints secrets, as {@link #run} does: what it prints is in the result alone, and in no message.
     *
     * @throws io.github.macvtaplab.model.LabException if it cannot be started or passes its deadline
     */
    Output runConfidential(List<String> argv, Map<String, String> environment, Duration deadline);

    /**
     * Hand over a folder of the run's own files: keys, known hosts, variables.
     *
     * @return where Ansible finds it
     */
    String add(Path folder);

    /** Say where Ansible runs, for the report. */
    String describe();

    @Override
    void close();

    /**
     * What a command left.
     *
     * @param exitStatus 0 is success; of ansible-playbook 2 is a failed task and 4 an unreachable host
     */
    record Output(int exitStatus, String stdout, String stderr) {}
}
