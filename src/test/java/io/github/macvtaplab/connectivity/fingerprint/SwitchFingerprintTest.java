package io.github.macvtaplab.connectivity.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks what is said of a segment, by what came in by which ports. */
class SwitchFingerprintTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Port UPLINK = new Port(Role.UPLINK, "kvm1", "uplink0");
    private static final Port SECOND = new Port(Role.SECOND, "kvm1", "uplink1");

    /** A frame of each of the kinds that matter, from one port to others. */
    private static List<Emission> from(Role from, int first, Role... to) {
        List<Emission> all = new ArrayList<>();
        for (SourceKind source : SourceKind.values()) {
            for (FrameKind kind : FrameKind.values()) {
                all.add(new Emission(first + all.size(), from, source, kind, List.of(to), "", "", ""));
            }
        }
        return all;
    }

    /** What the stations say: which frames came in by which devices. */
    private static JsonNode answer(Map<String, List<Emission>> came, String more) throws Exception {
        List<String> sightings = new ArrayList<>();
        List<String> vlans = new ArrayList<>();
        came.forEach((device, emissions) -> emissions.forEach(emission -> {
            if (emission.kind() == FrameKind.VLAN) {
                vlans.add("[\"%s\",\"in\",%d,3999,\"02:00:00:00:00:01\"]".formatted(device, emission.number()));
            } else {
                sightings.add("[\"%s\",\"in\",[\"tag\",%d,0],1,0.0,\"02:00:00:00:00:01\",[0]]"
                        .formatted(device, emission.number()));
            }
        }));
        return JSON.readTree("{\"sightings\":[%s],\"vlans\":[%s]%s}"
                .formatted(String.join(",", sightings), String.join(",", vlans), more));
    }

    private static SwitchFingerprint read(
            List<Port> ports, List<Emission> sent, Map<String, List<Emission>> came, String more) throws Exception {
        Seen seen = Seen.read(
                ports,
                sent.stream().map(Emission::number).collect(Collectors.toSet()),
                Map.of("kvm1", answer(came, more)));
        Owners owners = new Owners(Map.of("198.18.10.11", Set.of("52:54:00:12:01:01")), Map.of());
        Map<String, List<Emission>> nobody = Map.of(
                "v4", Emissions.questions(6000, Role.UPLINK, "198.18.10.1", List.of("198.18.10.139", "198.18.10.149")));
        return new Reading(ports, seen).fingerprint(sent, Optional.empty(), owners, nobody);
    }

    private static SwitchFingerprint two(List<Emission> atUplink, List<Emission> atSecond, String more)
            throws Exception {
        List<Emission> sent = new ArrayList<>(from(Role.UPLINK, 3000, Role.SECOND));
        sent.addAll(from(Role.SECOND, 4000, Role.UPLINK));
        return read(List.of(UPLINK, SECOND), sent, Map.of("uplink0", atUplink, "uplink1", atSecond), more);
    }

    private static List<Emission> only(List<Emission> emissions, SourceKind source) {
        return emissions.stream()
                .filter(emission -> emission.source() == source)
                .toList();
    }

    @Test
    void whatTakesThreeDevicesToSeeIsSaidToBeUnknownWithTwo() throws Exception {
        SwitchFingerprint whole = two(from(Role.SECOND, 4000), from(Role.UPLINK, 3000), "");

        assertThat(whole.describe())
                .isEqualTo(
                        "hairpin kvm1 uplink0 off, kvm1 uplink1 off; whether it learns MAC addresses takes three devices on it to see;"
                                + " unknown addresses are flooded; multicast is delivered everywhere");
        assertThat(whole.contradictions()).isEmpty();
        assertThat(whole.facts())
                .containsEntry("reach uplink second", "yes")
                .containsEntry("pass uplink own vlan", "yes")
                .containsEntry("reflect uplink guest unicast", "no")
                .containsEntry("learns", "untried");
    }

    @Test
    void withOneDeviceOnlyAReflectionIsSeenAndItsLackSaysNothing() throws Exception {
        List<Emission> sent = from(Role.UPLINK, 3000);

        SwitchFingerprint reflecting = read(List.of(UPLINK), sent, Map.of("uplink0", sent), "");
        SwitchFingerprint silent = read(List.of(UPLINK), sent, Map.of(), "");

        assertThat(reflecting.describe())
                .startsWith("hairpin kvm1 uplink0 on; ")
                .endsWith("multicast is not tried");
        assertThat(reflecting.contradictions()).singleElement().asString().contains("hairpin mode", "should be off");
        assertThat(silent.describe()).startsWith("hairpin kvm1 uplink0 unknown; ");
        assertThat(silent.facts()).containsEntry("reflect uplink own broadcast", "untried");
    }

    /** A reflection is said not to be only if another port got the same frame. */
    @Test
    void portThatPassesItsOwnMacAddressOnlyDoesNotReflectThatAloneAndIsNamed() throws Exception {
        SwitchFingerprint secure = two(from(Role.SECOND, 4000), only(from(Role.UPLINK, 3000), SourceKind.OWN), "");

        assertThat(secure.facts())
                .containsEntry("pass uplink own broadcast", "yes")
                .containsEntry("pass uplink guest broadcast", "no")
                .containsEntry("pass uplink guest unicast", "no")
                .containsEntry("pass uplink foreign broadcast second", "no")
                .containsEntry("pass second foreign broadcast uplink", "yes")
                .containsEntry("reflect uplink own broadcast", "no")
                .containsEntry("reflect uplink guest broadcast", "untried");
        assertThat(secure.describe()).contains("; lost: uplink guest broadcast, ");
        assertThat(secure.contradictions())
                .containsExactly(
                        "the port to kvm1 uplink0 should pass frames from any MAC address, but passes only those from uplink0's own");
    }

    @Test
    void devicesThatDoNotHearEachOtherAreNotOnOneSegment() throws Exception {
        SwitchFingerprint deaf = two(List.of(), from(Role.UPLINK, 3000), "");

        assertThat(deaf.contradictions())
                .contains("kvm1 uplink0 should be on one segment with kvm1 uplink1, but does not get its broadcasts");
        assertThat(deaf.facts()).containsEntry("reach uplink second", "no");
    }

    @Test
    void strangersAndProxiesAreNamedByTheirMacAddresses() throws Exception {
        SwitchFingerprint fingerprint = two(List.of(), List.of(), """
                ,"tellers":[["uplink0","198.18.10.11",["02:00:00:00:00:99","52:54:00:12:01:01"]],
                            ["uplink0","198.18.10.139",["02:00:00:00:00:77"]],
                            ["uplink0","198.18.10.149",["02:00:00:00:00:77"]]]""");

        assertThat(fingerprint.facts())
                .containsEntry("stranger 198.18.10.11", "02:00:00:00:00:99")
                .containsEntry("answers for nobody v4", "02:00:00:00:00:77")
                .doesNotContainKey("taken 198.18.10.139");
    }

    @Test
    void oneUnusedAddressThatSomebodyHasIsNoProxy() throws Exception {
        SwitchFingerprint fingerprint =
                two(List.of(), List.of(), ",\"tellers\":[[\"uplink0\",\"198.18.10.149\",[\"02:00:00:00:00:77\"]]]");

        assertThat(fingerprint.facts())
                .containsEntry("taken 198.18.10.149", "02:00:00:00:00:77")
                .doesNotContainKey("answers for nobody v4");
    }

    @Test
    void guestThatAnswersForItselfIsNoStranger() throws Exception {
        SwitchFingerprint fingerprint =
                two(List.of(), List.of(), ",\"tellers\":[[\"uplink0\",\"198.18.10.11\",[\"52:54:00:12:01:01\"]]]");

        assertThat(fingerprint.facts().keySet()).noneMatch(name -> name.startsWith("stranger"));
    }

    @Test
    void unusedAddressesAreOfTheSubnetAndNotOfTheLab() {
        assertThat(Addresses.unused("198.18.10.1/24", Set.of("198.18.10.139")))
                .containsExactly("198.18.10.138", "198.18.10.149");
        assertThat(Addresses.unused("2001:db8:10::1/64", Set.of()))
                .containsExactly("2001:db8:10:0:0:0:4d56:4cf1", "2001:db8:10:0:0:0:4d56:4cf2");
        assertThat(Addresses.unused("198.18.10.1/29", Set.of())).isEmpty();
    }
}
