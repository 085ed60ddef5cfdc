package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.LayoutForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what is looked for in labs that lack parts; what the nodes answer is seen in every run. */
class PreflightTest {
    private final Map<String, String> scripts = new LinkedHashMap<>();

    private void look(LabPart... lacking) {
        new Preflight(
                        (node, script, deadline) -> {
                            scripts.put(node.name(), script);
                            return new CommandResult(node.name(), script, 0, "", "", Duration.ZERO);
                        },
                        LayoutForTests.without(lacking))
                .look(new GuestSource("/srv/image", Optional.empty(), Optional.empty(), "/srv/guests"));
    }

    private String script(String node) {
        return scripts.getOrDefault(node, "");
    }

    @Test
    void everyNodeOfAWholeLabIsLookedAt() {
        look();

        assertThat(scripts).containsOnlyKeys("kvm1", "peer", "switch");
        assertThat(script("kvm1")).contains("'uplink0'", "'uplink1'", "'mgmt0'");
        assertThat(script("switch")).contains("for port in p0 p1 p2 p3;");
        assertThat(script("peer")).contains("'lan0'", "nmap");
    }

    /** Asks this machine, which is only looked at; what it has of a KVM host is not the question. */
    private static List<String> saidOfTheImage(Path image, String sha256) {
        return new Preflight(GuestSourceTest::here, LayoutForTests.without(LabPart.values()))
                        .look(new GuestSource(
                                image.toString(),
                                Optional.of(sha256),
                                Optional.empty(),
                                image.resolveSibling("guests").toString()))
                        .stream()
                        .map(Preflight.Finding::describe)
                        .filter(line -> line.contains(image.toString()))
                        .toList();
    }

    @Test
    void theImageIsThereWithItsChecksumOrTheFindingSaysWhatMendsIt(@TempDir Path dir) throws IOException {
        Path image = Files.writeString(dir.resolve("guest.raw"), "an image");
        String right = GuestSourceTest.sha256("an image");
        String wrong = "0".repeat(64);

        assertThat(saidOfTheImage(image, right))
                .containsExactly("kvm1: %s with the checksum of the inventory".formatted(image), "kvm1: " + image);
        assertThat(saidOfTheImage(image, wrong))
                .first()
                .asString()
                .isEqualTo(
                        "kvm1 lacks %s with the checksum of the inventory; mend it: put the right image there, or correct lab_guest_image_sha256",
                        image);
        Files.delete(image);
        assertThat(saidOfTheImage(image, right))
                .containsExactly("kvm1 lacks %s; mend it: put it there, or correct the inventory".formatted(image));
    }

    @Test
    void whatIsNotThereIsNotLookedFor() {
        look(LabPart.PEER, LabPart.SECOND_UPLINK);

        assertThat(scripts).containsOnlyKeys("kvm1", "switch");
        assertThat(script("kvm1")).contains("'uplink0'", "'mgmt0'").doesNotContain("uplink1");
        assertThat(script("switch")).contains("for port in p0 p3;");
    }
}
