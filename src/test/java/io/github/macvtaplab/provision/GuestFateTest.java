package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.LayoutForTests;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.shell.ShellException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what is made of a KVM host's words on its guests; the harms of the second lab hear them from a real one. */
class GuestFateTest {
    private static final Layout LAYOUT = LayoutForTests.without(LabPart.OTHER_HOST);
    private final LabException failure = new LabException("g1 lost its connection");

    private static Shell saying(Map<String, String> byHost) {
        return (node, script, deadline) ->
                new CommandResult(node.name(), script, 0, byHost.getOrDefault(node.name(), ""), "", Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mvlab-1-g1|paused (I/O error)|vda: no space|; guest g1 is paused (I/O error) on kvm1, as of its disk: vda: no space; make room where lab_guest_directory or lab_guest_pool is",
                "mvlab-1-g1|paused (user)||; guest g1 is paused (user) on kvm1",
                "mvlab-1-g1|||shutting down, reason=crashed; guest g1 no longer runs on kvm1, whose log of it ends: shutting down, reason=crashed",
                "mvlab-1-g1|||; guest g1 no longer runs on kvm1"
            })
    void guestThatDoesNotRunIsNamedWithWhatIsKnownOfIt(String line, String parts) {
        // What follows the first semicolon is one text, which has semicolons of its own.
        assertThat(GuestFate.ofGuests(saying(Map.of("kvm1", line)), LAYOUT))
                .singleElement()
                .asString()
                .startsWith(parts);
    }

    @Test
    void nothingIsSaidOfGuestsThatRun() {
        Shell shell = saying(Map.of("kvm1", "mvlab-1-g1|running (booted)||x\nmvlab-1-g2|running (unpaused)||x\n"));

        assertThat(GuestFate.explain(failure, shell, LAYOUT)).isSameAs(failure);
    }

    @Test
    void failureKeepsItsOwnWordsAndIsTheCause() {
        assertThat(GuestFate.explain(failure, saying(Map.of("kvm1", "mvlab-1-g1|||\n")), LAYOUT))
                .isInstanceOf(LabException.class)
                .hasMessage("guest g1 no longer runs on kvm1; and so: g1 lost its connection")
                .hasCause(failure);
    }

    @Test
    void guestsOfTheOtherHostAreLookedAtToo() {
        assertThat(GuestFate.explain(
                        failure, saying(Map.of("kvm2", "mvlab-1-g3|paused (user)||\n")), LayoutForTests.without()))
                .hasMessageStartingWith("guest g3 is paused (user) on kvm2; and so: ");
    }

    @Test
    void hostThatCannotBeAskedAddsNothing() {
        Shell broken = (node, script, deadline) -> {
            throw new ShellException(ShellException.Kind.UNREACHABLE, "kvm1 is off");
        };

        assertThat(GuestFate.explain(failure, broken, LAYOUT)).isSameAs(failure);
    }

    @Test
    void failedAssertionIsLeftAsItIs() {
        AssertionError failed = new AssertionError("1 is not 2");

        assertThat(GuestFate.explain(failed, saying(Map.of("kvm1", "mvlab-1-g1|||\n")), LAYOUT))
                .isSameAs(failed);
    }
}
