package io.github.macvtaplab.ansible;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Run one of Ansible's commands where Ansible is: in the execution environment, or on this machine. */
public interface CommandLine extends AutoCloseable {
    /** Whether a message may quote what a command prints. */
    enum Privacy {
        /** It may. */
        OPEN,
        /** It may not: that can be secret. It stands in the result alone. */
        CONFIDENTIAL;

        /** The end of a message about a command that has printed this. */
        public String quote(String output) {
            return this == OPEN ? "; its last output: " + output : "";
        }
    }

    /**
     * Run a command in the project's folder and wait for its end.
     *
     * @param argv the command and its arguments
     * @param environment added to the command's environment
     * @param deadline after which it is stopped
     * @throws io.github.macvtaplab.model.LabException if it cannot be started or passes its deadline
     */
    Output run(List<String> argv, Map<String, String> environment, Duration deadline, Privacy privacy);

    /** Run a command that prints no secret. */
    default Output run(List<String> argv, Map<String, String> environment, Duration deadline) {
        return run(argv, environment, deadline, Privacy.OPEN);
    }

    /** Hand over a folder of the run's own files, as they are now: keys, known hosts, variables. */
    void add(Path folder);

    /** Say where Ansible finds a folder that is, or will be, handed over. */
    String placeOf(Path folder);

    /**
     * Say where Ansible finds a socket of this machine.
     *
     * @throws io.github.macvtaplab.model.LabException if it cannot reach it
     */
    String at(Path socket);

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
