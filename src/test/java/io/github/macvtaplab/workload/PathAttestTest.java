package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.GUEST;
import static io.github.macvtaplab.workload.Recordings.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that traffic which went another way yields no sample. */
class PathAttestTest {
    private static final long PAYLOAD = 1_448_000_000L;
    private static final long FRAMES = 1_000_000L;
    private static final Traffic TRAFFIC = new Traffic(Duration.ofSeconds(2), 5.8, 11.6, PAYLOAD, 0, 0, "");

    private static Counters counted(double part) {
        return new Counters(
                Math.round(part * (PAYLOAD + 66 * FRAMES)), Math.round(part * FRAMES), 66 * FRAMES / 2, FRAMES / 2);
    }

    @Test
    void headersAreTakenOffBeforeBytesAreCompared() {
        assertThat(PathAttest.underTest(GUEST, "eth1", TRAFFIC, counted(1)).deviceBytes())
                .isEqualTo(PAYLOAD);
    }

    @ParameterizedTest
    @CsvSource({"0.96", "1.04"})
    void fivePercentAreAllowed(double part) {
        assertThatCode(() -> PathAttest.underTest(GUEST, "eth1", TRAFFIC, counted(part)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"0.94", "1.06", "0"})
    void moreAreRefused(double part) {
        assertThatThrownBy(() -> PathAttest.underTest(GUEST, "eth1", TRAFFIC, counted(part)))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith("g1: expected eth1 to carry the 1,448,000,000 bytes")
                .hasMessageContaining("the sample is refused");
    }

    @Test
    void whatTheToolCannotAccountForIsNoExcess() {
        Traffic lossy = new Traffic(Duration.ofSeconds(2), 5.8, 11.6, PAYLOAD, 0, PAYLOAD / 10, "");

        assertThatCode(() -> PathAttest.underTest(GUEST, "eth1", lossy, counted(1.1)))
                .doesNotThrowAnyException();
    }

    @Test
    void anUplinkCarriesTheTrafficOfAllPairs() {
        assertThat(PathAttest.uplink(HOST, "uplink0", List.of(TRAFFIC, TRAFFIC), counted(2))
                        .toolBytes())
                .isEqualTo(2 * PAYLOAD);
        assertThatThrownBy(() -> PathAttest.uplink(HOST, "uplink0", List.of(TRAFFIC, TRAFFIC), counted(1)))
                .hasMessageStartingWith("kvm1: expected uplink0 to carry the 2,896,000,000 bytes");
    }

    @Test
    void anUplinkMayCarryALittleOfOthers() {
        Traffic little = new Traffic(Duration.ofSeconds(2), 5, 10, 2000, 10_000, 0, "");

        assertThatCode(() -> PathAttest.uplink(HOST, "uplink0", List.of(little), new Counters(40_000, 100, 20_000, 90)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        PathAttest.uplink(HOST, "uplink0", List.of(little), new Counters(140_000, 100, 20_000, 90)))
                .hasMessageContaining("the sample is refused");
    }

    @Test
    void rivalThatCarriesTheTrafficIsNamed() {
        assertThatThrownBy(() -> PathAttest.rival(GUEST, "eth2", TRAFFIC, counted(0.5)))
                .hasMessageStartingWith("g1: expected eth2 to carry nothing of the traffic");
    }

    @Test
    void rivalMayCarryTheSuitesOwnConversation() {
        Traffic little = new Traffic(Duration.ofSeconds(2), 5, 10, 2000, 10_000, 0, "");

        assertThatCode(() -> PathAttest.rival(GUEST, "mgmt0", little, new Counters(30_000, 100, 20_000, 90)))
                .doesNotThrowAnyException();
    }
}
