package io.github.macvtaplab.connectivity;

import static io.github.macvtaplab.connectivity.TracesForTests.HOST_TO_GUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.PEER_TO_GUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.REPLY;
import static io.github.macvtaplab.connectivity.TracesForTests.REQUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.HostFacts.Hook;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.connectivity.Whereabouts.Site;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.SubnetName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks on whose side the reason for a cell is looked for, by what the KVM host and its guests alone saw. */
class LocatorTest {
    private static final String GUEST_MAC = "52:54:00:12:10:21";
    private static final Sighting REQUEST_CAME_IN = seen("kvm1", "uplink0", Direction.IN, REQUEST, 0.001);

    private static Attestation host(Hook... hooks) {
        return new Attestation(
                Map.of(),
                List.of(),
                Map.of(End.GUEST, Map.of(SubnetName.SHARED, GUEST_MAC)),
                Map.of(),
                Map.of(),
                new HostFacts(Map.of(), Map.of(), List.of(hooks)));
    }

    private static Cell silent(Path path, Attestation attestation, Sighting... sightings) {
        Cell cell = TracesForTests.cell(path, Neighbours.ASKED, PathVerdict.REACHABLE, PathVerdict.BLOCKED);
        return cell.located(TracesForTests.round(cell, attestation, Map.of(), sightings));
    }

    private static Site silentAt(Path path, Sighting... sightings) {
        return silent(path, host(), sightings).where().site();
    }

    private static Cell answered(Path path, Sighting... sightings) {
        Cell cell = TracesForTests.cell(path, Neighbours.ASKED, PathVerdict.BLOCKED, PathVerdict.REACHABLE);
        return cell.located(TracesForTests.round(cell, host(), Map.of(), sightings));
    }

    private static Sighting to(String mac, Sighting sighting) {
        return new Sighting(
                sighting.node(),
                sighting.device(),
                sighting.direction(),
                sighting.what(),
                1,
                sighting.first(),
                "",
                mac,
                Set.of(1));
    }

    @Test
    void frameThatCameInByTheUplinkAndNotToTheMacvtapIsTheDriversAndRefutes() {
        Cell cell = silent(PEER_TO_GUEST, host(), REQUEST_CAME_IN);

        assertThat(cell.where().site()).isEqualTo(Site.MACVTAP);
        assertThat(cell.where().sentence()).isEqualTo("last seen at kvm1 uplink0, and not at kvm1 macvtap0");
        assertThat(cell.refutes()).isTrue();
    }

    @Test
    void theSameWhereTheHostFiltersThatDeviceIsTheFilters() {
        Cell cell = silent(PEER_TO_GUEST, host(new Hook("uplink0", "nftables chain 'netdev a b'")), REQUEST_CAME_IN);

        assertThat(cell.where().site()).isEqualTo(Site.HOST_FILTER);
        assertThat(cell.where().sentence()).endsWith("on kvm1 there is nftables chain 'netdev a b' on uplink0");
        assertThat(cell.refutes()).isFalse();
    }

    @Test
    void filterOfAnotherDeviceExcusesNothing() {
        assertThat(silent(PEER_TO_GUEST, host(new Hook("wan0", "a chain")), REQUEST_CAME_IN)
                        .refutes())
                .isTrue();
    }

    @Test
    void frameForAnotherMacAddressIsNoneThatTheMacvtapHasToTake() {
        assertThat(silentAt(PEER_TO_GUEST, to("02:00:00:00:00:99", REQUEST_CAME_IN)))
                .isEqualTo(Site.MISADDRESSED);
        assertThat(silentAt(PEER_TO_GUEST, to(GUEST_MAC, REQUEST_CAME_IN))).isEqualTo(Site.MACVTAP);
        assertThat(silentAt(PEER_TO_GUEST, to("ff:ff:ff:ff:ff:ff", REQUEST_CAME_IN)))
                .isEqualTo(Site.MACVTAP);
    }

    @Test
    void frameThatLeftByTheUplinkIsTheSegments() {
        Cell cell = silent(
                PEER_TO_GUEST.reversed(),
                host(),
                seen("g1", "ens2", Direction.OUT, REQUEST, 0),
                seen("kvm1", "macvtap0", Direction.OUT, REQUEST, 0.001),
                seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0.002));

        assertThat(cell.where().site()).isEqualTo(Site.SEGMENT);
        assertThat(cell.refutes()).isFalse();
    }

    @Test
    void frameThatLeftThePeerAndNeverCameToTheUplinkIsTheSegments() {
        assertThat(silentAt(PEER_TO_GUEST, seen("peer", "eth1", Direction.OUT, REQUEST, 0)))
                .isEqualTo(Site.SEGMENT);
    }

    @Test
    void frameThatTheMacvtapTookFromTheGuestAndDidNotSendIsTheDrivers() {
        assertThat(silentAt(
                        PEER_TO_GUEST.reversed(),
                        seen("g1", "ens2", Direction.OUT, REQUEST, 0),
                        seen("kvm1", "macvtap0", Direction.OUT, REQUEST, 0.001)))
                .isEqualTo(Site.MACVTAP);
    }

    @Test
    void frameBetweenGuestAndMacvtapIsTheVirtualNics() {
        assertThat(silentAt(PEER_TO_GUEST.reversed(), seen("g1", "ens2", Direction.OUT, REQUEST, 0)))
                .isEqualTo(Site.VIRTUAL_NIC);
        assertThat(silentAt(PEER_TO_GUEST, REQUEST_CAME_IN, seen("kvm1", "macvtap0", Direction.IN, REQUEST, 0.002)))
                .isEqualTo(Site.VIRTUAL_NIC);
    }

    @Test
    void targetThatWasReachedAndIsSilentIsNotTheDriver() {
        assertThat(silentAt(PEER_TO_GUEST, REQUEST_CAME_IN, seen("g1", "ens2", Direction.IN, REQUEST, 0.002)))
                .isEqualTo(Site.GUEST_STACK);
        assertThat(silentAt(PEER_TO_GUEST.reversed(), seen("peer", "eth1", Direction.IN, REQUEST, 0)))
                .isEqualTo(Site.PEER_STACK);
        assertThat(silentAt(HOST_TO_GUEST.reversed(), REQUEST_CAME_IN)).isEqualTo(Site.HOST_STACK);
    }

    @Test
    void answerThatLeftByTheUplinkIsTheSegmentsToo() {
        assertThat(silentAt(
                        PEER_TO_GUEST,
                        REQUEST_CAME_IN,
                        seen("g1", "ens2", Direction.IN, REQUEST, 0.002),
                        seen("kvm1", "uplink0", Direction.OUT, REPLY, 0.003)))
                .isEqualTo(Site.SEGMENT);
    }

    @Test
    void nothingSeenIsTheSenders() {
        assertThat(silentAt(HOST_TO_GUEST)).isEqualTo(Site.SENDER);
    }

    @Test
    void answerThatPassedInsideTheHostRefutes() {
        Cell cell = answered(
                HOST_TO_GUEST,
                seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0),
                seen("kvm1", "macvtap0", Direction.IN, REQUEST, 0.001));

        assertThat(cell.where().site()).isEqualTo(Site.MACVTAP);
        assertThat(cell.refutes()).isTrue();
    }

    @Test
    void answerThatCameBackByTheUplinkIsAReflection() {
        Cell cell = answered(
                HOST_TO_GUEST,
                seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0),
                REQUEST_CAME_IN,
                seen("kvm1", "macvtap0", Direction.IN, REQUEST, 0.002));

        assertThat(cell.where().site()).isEqualTo(Site.REFLECTED);
        assertThat(cell.refutes()).isFalse();
    }

    @Test
    void answerThatCameBackByTheOtherUplinkIsADetour() {
        assertThat(answered(
                                HOST_TO_GUEST,
                                seen("kvm1", "macvtap0", Direction.OUT, REPLY, 0),
                                seen("kvm1", "uplink1", Direction.IN, REPLY, 0.002))
                        .where()
                        .site())
                .isEqualTo(Site.DETOUR);
    }

    @Test
    void answerThatNoMacvtapSawRefutesNothing() {
        assertThat(answered(HOST_TO_GUEST, seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0))
                        .where()
                        .site())
                .isEqualTo(Site.UNKNOWN);
    }

    @Test
    void cellThatIsAsExpectedIsNotSought() {
        Cell cell = TracesForTests.cell(HOST_TO_GUEST, Neighbours.ASKED, PathVerdict.BLOCKED, PathVerdict.BLOCKED);

        assertThat(Locator.locate(cell, TracesForTests.round(cell, host(), Map.of(), REQUEST_CAME_IN)))
                .isSameAs(Whereabouts.NOT_SOUGHT);
    }
}
