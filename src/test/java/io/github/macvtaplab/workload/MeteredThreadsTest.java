package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.PythonForTests;
import io.github.macvtaplab.ansible.CommandLine.Output;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks whose CPU time the meter counts as what, on a process table of threads-by-hand.py. Needs python3. */
class MeteredThreadsTest {
    @Test
    void threadsOfTheGuestsUnderTestAreToldApart(@TempDir Path folder) {
        Output output = PythonForTests.run(
                "src/test/resources/workload/threads-by-hand.py",
                "src/main/resources/meter/meter.py",
                folder.toString());

        assertThat(output.stderr()).isEmpty();
        assertThat(output.stdout().lines())
                .containsExactly(
                        "100/task/100 | qemu",
                        "100/task/101 | vcpu",
                        "100/task/102 | qemu",
                        "110 | vhost",
                        "200/task/200 | qemu",
                        "200/task/201 | vcpu",
                        "200/task/202 | vhost",
                        "400/task/400 | openvswitch",
                        "400/task/401 | openvswitch");
    }
}
