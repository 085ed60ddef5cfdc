package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NicStateTest {
    private static NicState state(String printed) {
        return NicState.of(Recordings.said(0, printed, ""));
    }

    @Test
    void whatIsOnIsNamedShortAndInOneOrder() {
        NicState state = state("""
                mtu: 1500
                queues: 2
                Features for eth1:
                rx-checksumming: on [fixed]
                tx-checksumming: on
                \ttx-checksum-ip-generic: on
                scatter-gather: on
                tcp-segmentation-offload: on
                \ttx-tcp-segmentation: on
                generic-segmentation-offload: on
                generic-receive-offload: off
                """);

        assertThat(state).isEqualTo(new NicState("1500", "2", Set.of("rx", "tx", "tso", "gso")));
        assertThat(state).hasToString("MTU 1500, queues 2, offloads gso+rx+tso+tx");
    }

    @Test
    void deviceThatIsNotThereHasNothingKnown() {
        assertThat(state("no such device")).hasToString("MTU unknown, queues unknown, offloads none");
    }
}
