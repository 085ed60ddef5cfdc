package io.github.macvtaplab.report;

import static io.github.macvtaplab.workload.SamplesForTests.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.SamplesForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that figures of one profile at several places are not taken for each other. */
class PlacesTest {
    private static Figures figures() {
        List<Sample> samples = new ArrayList<>();
        for (Place place : Place.values()) {
            for (String wiring : List.of("macvtap-bridge", "linux-bridge", "openvswitch")) {
                for (int round = 0; round < 2; round++) {
                    samples.add(sample(wiring, new LoadLevel("str-readx30k", "iperf3", place, 1, 250), round, 0.5, 2));
                }
            }
        }
        return SamplesForTests.figures(SamplesForTests.PLAN, samples);
    }

    @Test
    void eachHasPicturesOfItsOwn() {
        String html = new PerformanceSection(figures(), Map.of(), List.of()).html();

        assertThat(Place.values())
                .allSatisfy(place -> assertThat(html)
                        .contains(
                                ">str-readx30k by iperf3, %s, 1 pair<".formatted(place.label()),
                                "CPU cost of str-readx30k by iperf3, %s, 1 pair<".formatted(place.label())));
    }

    /** Figures, CPU cost by component, ratio to each rival, samples. */
    @Test
    void eachRowOfTheTableNamesIts() {
        List<String> rows = FiguresTable.render(figures()).lines().toList();

        assertThat(rows)
                .filteredOn(row -> row.contains("str-readx30k"))
                .allSatisfy(row -> assertThat(Pattern.compile(
                                        "str-readx30k +iperf3 +guest-to-(peer|guest|guest-across-hosts) +1 *x? *250\\b")
                                .matcher(row)
                                .find())
                        .as(row)
                        .isTrue());
        assertThat(rows)
                .filteredOn(row -> row.contains("guest-to-guest-across-hosts"))
                .hasSize(3 + 3 + 2 + 6);
    }
}
