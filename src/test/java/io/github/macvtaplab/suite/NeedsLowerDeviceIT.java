package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.GUEST2;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@LabTest
@Order(1)
@Claim(ClaimId.NEEDS_LOWER_DEVICE)
class NeedsLowerDeviceIT {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    no source at all          | <interface type='direct'><model type='virtio'/></interface>
                    a device that is not there | <interface type='direct'><source dev='mvl-absent' mode='bridge'/><model type='virtio'/></interface>
                    """)
    void libvirtRefusesMacvtapWithoutLowerDevice(String what, String xml, Bench bench) {
        // The witness: the same command on the same guest does attach a macvtap that has a lower device.
        try (var wired = bench.wire(Wiring.macvtap(MacvtapMode.BRIDGE))) {
            assertThat(wired.path(GUEST2, GUEST)).isReachableAsControl();
        }
        var result = bench.shell()
                .run(
                        bench.layout().host(),
                        "LC_ALL=C virsh --connect qemu:///system attach-device %s /dev/stdin --live <<'XML'\n%s\nXML"
                                .formatted(bench.layout().domain(bench.layout().node(End.GUEST)), xml),
                        Duration.ofSeconds(20));
        if (result.succeeded()) {
            throw bench.refuted("libvirt attached a macvtap with %s: %s".formatted(what, result.stdout()));
        }
        // Refused for this reason and not for another one, such as a dead guest.
        bench.control(
                result.stderr().contains("source") || result.stderr().contains("mvl-absent"),
                "libvirt should refuse a macvtap with %s and name the source or the device, but said: %s"
                        .formatted(what, result.stderr()));
        bench.note("libvirt: " + result.stderr().strip().replaceAll("\\s+", " ").replaceFirst("^.*error: ", ""));
    }
}
