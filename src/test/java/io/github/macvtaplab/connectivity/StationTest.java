package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.PythonForTests;
import io.github.macvtaplab.ansible.CommandLine.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks how the station names frames; decode-by-hand.py makes them and asks it. Needs python3. */
class StationTest {
    private static Output output = new Output(-1, "", "");

    @BeforeAll
    static void decode() {
        output = PythonForTests.run("src/test/resources/station/decode-by-hand.py", "src/main/resources/station");
    }

    @Test
    void sourcesRunAsOneProgram() {
        assertThat(output.stderr()).isEmpty();
        assertThat(output.exitStatus()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arp-request            | ask 198.18.10.1 198.18.10.11
            arp-reply              | tell 198.18.10.11 198.18.10.1
            solicitation           | ask 2001:db8:10::1 2001:db8:10::11
            advertisement          | tell 2001:db8:10::11 2001:db8:10::1
            udp-v4                 | tag 7 2 0
            udp-v4-reply           | tag 7 2 1
            udp-v4-with-options    | tag 7 2 0
            udp-v6                 | tag 7 2 0
            udp-v6-behind-extension-headers | tag 7 2 0
            echo-request-v4        | tag 7 2 0
            echo-reply-v4          | tag 7 2 1
            echo-request-v6        | tag 7 2 0
            echo-reply-v6          | tag 7 2 1
            syn-v4                 | tag 7 2 0
            syn-ack-v4             | tag 7 2 1
            syn-v6                 | tag 7 2 0
            tcp-last-port          | tag 312 3 0
            reflection             | tag 2000 0 0
            """)
    void frameOfTheBatchIsNamed(String frame, String name) {
        assertThat(output.stdout().lines()).contains(frame + ": " + name);
    }

    /** The kernel would ask only if it has not learned the neighbour by another way. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            own-arp-request                             | tag 7 2 0
            own-solicitation                            | tag 7 2 0
            own-arp-request-of-another-batch            | nothing
            own-solicitation-of-another-batch           | nothing
            told-arp-reply                              | 198.18.10.11 52:54:00:12:01:01
            told-arp-reply-to-another                   | nothing
            told-arp-request-of-the-neighbour           | nothing
            told-advertisement                          | 2001:db8:10::11 52:54:00:12:01:01
            told-advertisement-with-other-options-first | 2001:db8:10::11 52:54:00:12:01:01
            told-advertisement-without-address          | 2001:db8:10::11
            told-advertisement-with-broken-option       | 2001:db8:10::11
            told-advertisement-cut                      | nothing
            """)
    void neighboursAreAskedForAndUnderstood(String message, String meaning) {
        assertThat(output.stdout().lines()).contains(message + ": " + meaning);
    }

    @ParameterizedTest
    @CsvSource({"priority, 0", "vlan, 3999", "two, 1"})
    void vlanOfAFrameIsTold(String frame, int vlan) {
        assertThat(output.stdout().lines()).contains("in-" + frame + ": " + vlan + " True");
    }

    /** Under load a path is slow, not closed; but nobody waits for ever. */
    @ParameterizedTest
    @CsvSource({"quick, 0.75", "slow, 1.20", "endless, 4.00", "late, 0.30"})
    void silentPathIsListenedToForTwiceAsLongAsTheSlowestAnswerTook(String pace, String seconds) {
        assertThat(output.stdout().lines()).contains("listened-" + pace + ": " + seconds);
    }

    /** A socket has room for 20, and NICs that are plugged anew are new ones. */
    @Test
    void groupsOfNicsThatAreGoneAreLeft() {
        assertThat(output.stdout().lines()).contains("memberships: 2 2");
    }

    @Test
    void neighbourThatSomebodyElseHasFixedIsPutBack() {
        assertThat(output.stdout().lines())
                .contains("put-back: neigh del 198.18.10.11 dev eth0; neigh del 198.18.10.1 dev eth0;"
                        + " neigh replace 198.18.10.11 lladdr 02:00:00:00:00:99 nud permanent dev eth0");
    }

    @Test
    void answerThatIsWaitingWhenTheDeadlineIsOverIsRead() {
        assertThat(output.stdout().lines()).contains("waiting: late");
    }

    @ParameterizedTest
    @CsvSource({
        "udp-of-another-batch",
        "echo-of-another-batch",
        "reflection-of-another-batch",
        "udp-of-another-run",
        "echo-of-another-run",
        "later-fragment",
        "arp-of-another-network",
        "udp-without-tag",
        "tcp-below-the-ports",
        "tcp-above-the-ports",
        "tcp-of-another-service",
        "port-unreachable",
        "spanning-tree",
        "cut-to-its-header",
        "cut-within-its-tag",
        "too-short-for-ethernet"
    })
    void frameOfNobodyIsPassedOver(String frame) {
        assertThat(output.stdout().lines()).contains(frame + ": nothing");
    }

    /** Chains of other families see a frame only where the stack has it. */
    @Test
    void chainsThatSeeFramesBeforeTheStackAreFoundWithTheirDevices() {
        assertThat(output.stdout().lines())
                .contains(
                        "hooks-one: data0 nftables chain 'netdev fault in'",
                        "hooks-several: data0 nftables chain 'netdev fault in'; data1 nftables chain 'netdev fault in'");
    }
}
