package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what the stations are told to try. */
class BatchTest {
    private static final LabForTests LAB = new LabForTests(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);
    private static final Path UDP = path(End.HOST, End.GUEST, IpFamily.V4, Protocol.UDP);
    private static final Attestation MACS = new Attestation(
            Map.of(),
            List.of(),
            Map.of(
                    End.HOST, Map.of(SubnetName.SHARED, "02:00:00:00:00:01"),
                    End.GUEST, Map.of(SubnetName.SHARED, "02:00:00:00:00:11")),
            Map.of());

    private static Path path(End from, End to, IpFamily family, Protocol protocol) {
        return new Path(from, to, SubnetName.SHARED, family, protocol);
    }

    private static Batch batch(Path... paths) {
        return batch(List.of(paths), 1);
    }

    private static Batch batch(Collection<Path> paths, long tag) {
        return new Batch(LAB, MACS, paths, tag);
    }

    @Test
    void exchangesAreNumberedOneByOne() {
        Path tcp = path(End.HOST, End.GUEST, IpFamily.V4, Protocol.TCP);

        assertThat(batch(UDP, tcp).numbers()).containsExactly(Map.entry(UDP, 0), Map.entry(tcp, 1));
    }

    @Test
    void senderIsToldDeviceAndAddresses() {
        assertThat(batch(UDP).run(End.HOST, Pace.USUAL))
                .containsEntry(
                        "paths",
                        List.of(Map.of(
                                "id", 0,
                                "device", "uplink0",
                                "source", "198.18.10.1",
                                "target", "198.18.10.11",
                                "protocol", "udp")));
    }

    @Test
    void endThatSendsNothingHasNothingToDo() {
        assertThat(batch(UDP).run(End.GUEST, Pace.USUAL))
                .containsEntry("paths", List.of())
                .containsEntry("casts", List.of());
    }

    @Test
    void broadcastToManyTargetsIsSentOnce() {
        Path guest = path(End.HOST, End.GUEST, IpFamily.V4, Protocol.BROADCAST);
        Path peer = path(End.HOST, End.PEER, IpFamily.V4, Protocol.BROADCAST);

        Batch batch = batch(UDP, guest, peer);

        assertThat(batch.numbers()).containsEntry(guest, 1).containsEntry(peer, 1);
        assertThat(batch.run(End.HOST, Pace.USUAL))
                .containsEntry(
                        "casts",
                        List.of(Map.of(
                                "id", 1, "device", "uplink0", "source", "198.18.10.1", "target", "198.18.10.255")));
    }

    @Test
    void castsOfOtherSendersKindsAndSubnetsAreOtherCasts() {
        Batch batch = batch(
                path(End.HOST, End.PEER, IpFamily.V4, Protocol.BROADCAST),
                path(End.GUEST, End.PEER, IpFamily.V4, Protocol.BROADCAST),
                path(End.HOST, End.PEER, IpFamily.V4, Protocol.MULTICAST),
                path(End.HOST, End.PEER, IpFamily.V6, Protocol.MULTICAST),
                new Path(End.HOST, End.PEER, SubnetName.SECOND, IpFamily.V4, Protocol.BROADCAST));

        assertThat(batch.numbers().values()).containsExactly(0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"V4, 198.18.10.1, 239.255.77.7", "V6, 2001:db8:10::1, ff15::4d56:4c"})
    void multicastGoesToTheGroupOfItsFamily(IpFamily family, String source, String group) {
        assertThat(batch(path(End.HOST, End.PEER, family, Protocol.MULTICAST)).run(End.HOST, Pace.USUAL))
                .containsEntry(
                        "casts", List.of(Map.of("id", 0, "device", "uplink0", "source", source, "target", group)));
    }

    @Test
    void neighboursAreAskedForByThePathItself() {
        Path neighbour = path(End.HOST, End.GUEST, IpFamily.V4, Protocol.NEIGHBOUR);

        assertThat(batch(neighbour).run(End.HOST, Pace.USUAL))
                .extractingByKey("paths", as(InstanceOfAssertFactories.LIST))
                .singleElement(as(InstanceOfAssertFactories.MAP))
                .containsEntry("protocol", "neighbour")
                .containsEntry("target", "198.18.10.11");
    }

    @ParameterizedTest
    @CsvSource({
        "198.18.10.1/24, 198.18.10.255",
        "198.18.10.1/20, 198.18.15.255",
        "198.18.0.1/15, 198.19.255.255",
        "198.18.10.129/25, 198.18.10.255",
        "198.18.10.5/30, 198.18.10.7",
        "198.18.10.1/32, 198.18.10.1"
    })
    void broadcastAddressHasAllHostBitsSet(String address, String broadcast) {
        assertThat(Batch.broadcast(address)).isEqualTo(broadcast);
    }

    @Test
    void bothEndsOfSilentPathAreToldTheOthersMacAddress() {
        assertThat(batch(UDP).neighbours(List.of(UDP)))
                .containsExactly(
                        Map.entry(End.HOST, List.of(List.of("198.18.10.11", "02:00:00:00:00:11", "uplink0"))),
                        Map.entry(End.GUEST, List.of(List.of("198.18.10.1", "02:00:00:00:00:01", "ens2"))));
    }

    @Test
    void neighbourOfManyPathsIsGivenOnce() {
        Path tcp = path(End.HOST, End.GUEST, IpFamily.V4, Protocol.TCP);

        assertThat(batch(UDP, tcp).neighbours(List.of(UDP, tcp)))
                .hasSize(2)
                .allSatisfy((end, entries) -> assertThat(entries).hasSize(1));
    }

    @Test
    void neighbourWhoseMacAddressIsUnknownIsNotGiven() {
        Path toPeer = path(End.HOST, End.PEER, IpFamily.V4, Protocol.UDP);

        assertThat(batch(toPeer).neighbours(List.of(toPeer))).containsOnlyKeys(End.PEER);
    }

    @Test
    void moreThanFitIntoTheClientsPortsIsRefused() {
        assertThat(batch(Collections.nCopies(312, UDP), 1).numbers()).containsEntry(UDP, 311);
        assertThatThrownBy(() -> batch(Collections.nCopies(313, UDP), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch has at most 312 paths, got 313");
    }

    @Test
    void clientsPortsFollowFromTheTag() {
        assertThat(List.of(32L, 33L, 47L, 48L))
                .extracting(tag -> batch(List.of(UDP), tag).basePort())
                .containsExactly(20_000, 22_500, 57_500, 20_000);
    }
}
