package io.github.macvtaplab.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.PythonForTests;
import io.github.macvtaplab.ansible.CommandLine.Output;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks what the undo journal does on a node, in a folder of its own and with made-up devices; journal-by-hand.py does it. Every lab
 * run does it for real. Needs python3.
 */
class JournalTest {
    private static Output output = new Output(-1, "", "");

    @BeforeAll
    static void run(@TempDir Path folder) {
        output = PythonForTests.run(
                "src/test/resources/safety/journal-by-hand.py", "src/main/resources/safety", folder.toString());
    }

    @Test
    void sourcesRunAsOneProgram() {
        assertThat(output.stderr()).isEmpty();
        assertThat(output.exitStatus()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            last change is undone first                  | second first
            first reversal of a key stays                | old
            one change taken back alone                  | b; left: a
            no record without an open run                | no run has a journal open here; what has no journal may change nothing
            managed device is refused                    | wan0 must not be touched: it has a default route
            VLAN of a managed device is refused          | wan0.7 must not be touched: it is on top of wan0, on the same cable, and wan0 is kept: it has a default route
            refused record leaves no entry               | 0
            failing reversal stays for the next replay   | failed 1, undone 1, journal kept
            next replay carries it out                   | failed 0, undone 1, journal gone
            run that goes on is not overdue              | False
            run that is not renewed is overdue           | True
            renewed run is not overdue                   | False
            run of another boot is overdue               | True
            closed run cannot be renewed                 | the journal of this run is closed: it was not renewed in time, and what it had changed was put back
            second run cannot open                       | the journal of run 0a lies here
            tested device that is not as before          | devices data0: mtu was 1500, is 1400
            device of ours that is left                  | devices mvlbr0: new
            macvtap of ours that is left                 | devices macvtap7: new
            device of others                             | note: devices veth9: new
            route that is gone                           | routes data0: lacks -4 10.0.0.0/8
            table of ours that is left                   | firewall inet macvtap_lab_drop_1: new
            table of others                              | note: firewall inet site: has y besides
            guest of others                              | note: guests billing-db: was running, is shut off
            watcher of an open run                       | there
            watcher of a closed run                      | gone
            """)
    void outcome(String what, String expected) {
        assertThat(output.stdout().lines()).contains(what + " | " + expected);
    }
}
