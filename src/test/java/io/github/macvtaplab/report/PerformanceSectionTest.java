package io.github.macvtaplab.report;

import static io.github.macvtaplab.workload.SamplesForTests.load;
import static io.github.macvtaplab.workload.SamplesForTests.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.claims.Regression;
import io.github.macvtaplab.claims.Regression.Course;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.Ground;
import io.github.macvtaplab.workload.SamplesForTests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks what the front page says and draws of a race. */
class PerformanceSectionTest {
    private static final List<String> WIRINGS = List.of("macvtap-bridge", "linux-bridge", "openvswitch");

    private static Figures figures() {
        List<Sample> samples = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 3; i++) {
                for (int connections : new int[] {1, 10, 50, 250}) {
                    double rate = 0.5 * Math.pow(connections, 0.2) * (1 - 0.1 * i) * (1 + 0.02 * round);
                    samples.add(sample(WIRINGS.get(i), load("str-readx30k", connections), round, rate, 2 + i));
                    samples.add(sample(WIRINGS.get(i), load("rr1c-200x1000", connections), round, 1000 * rate, 1 + i));
                }
            }
        }
        return new Figures(
                Ground.EMULATED,
                SamplesForTests.PLAN,
                samples,
                Map.of(),
                List.of("skipped rr1c-1x1: it needs netperf"));
    }

    private static String html(List<Regression> regressions) {
        Map<Kind, Course> courses = new LinkedHashMap<>();
        figures()
                .measurements()
                .forEach(cell -> courses.put(cell.kind(), new Course(cell.median(), List.of(0.4, 0.5), cell.unit())));
        return new PerformanceSection(figures(), courses, regressions).html();
    }

    @Test
    void pagesPicturesAreWholeAndTheirIdsDiffer() {
        String html = html(List.of());

        // Two forests, two curves, two sets of bars, one course, a trend for each of eight loads.
        assertThat(html.split("<svg ", -1)).hasSize(1 + 2 + 2 + 2 + 1 + 8);
        assertThat(html.split("</svg>", -1)).hasSize(html.split("<svg ", -1).length);
        List<String> ids = Pattern.compile("\\bid=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void everyAxisHasItsUnit() {
        assertThat(html(List.of()))
                .contains(
                        "Gbit/s", "transactions/s", "CPU s/Gbit", "connections of each pair", "seconds from the start")
                .contains("rate of macvtap-bridge / rate of linux-bridge", "10 to 50 % better");
    }

    @Test
    void ratiosStandThereAsFiguresToo() {
        assertThat(html(List.of()))
                .containsPattern("<th>all together</th><td>1\\.11 \\(1\\.11 to 1\\.11, n = 3\\)</td>");
    }

    @Test
    void emulatedLabSaysSo() {
        assertThat(html(List.of())).contains("This is an emulated lab: figures shown, not judged.");
    }

    @Test
    void whatWasSkippedIsSaid() {
        assertThat(html(List.of())).contains("<li>skipped rr1c-1x1: it needs netperf</li>");
    }

    @Test
    void raceThatEndedEarlyShowsWhatItHas() {
        List<Sample> samples = List.of(
                sample("linux-bridge", load("str-readx30k", 1), 0, 0.4, 2),
                sample("macvtap-bridge", load("str-readx30k", 1), 0, 0.5, 2),
                sample("macvtap-bridge", load("str-readx30k", 10), 0, 0.6, 2));
        Figures early = new Figures(
                Ground.EMULATED, SamplesForTests.PLAN, samples, Map.of(), List.of("The race ended early: g1 died"));

        String html = new PerformanceSection(early, Map.of(), List.of()).html();

        assertThat(html)
                .contains("<li>The race ended early: g1 died</li>", "macvtap-bridge against linux-bridge")
                .doesNotContain("macvtap-bridge against openvswitch");
    }

    @Test
    void oneSampleAloneIsShown() {
        Figures early = new Figures(
                Ground.EMULATED,
                SamplesForTests.PLAN,
                List.of(sample("linux-bridge", load("str-readx30k", 1), 0, 0.4, 2)),
                Map.of(),
                List.of());

        assertThat(new PerformanceSection(early, Map.of(), List.of()).html()).contains("1 samples in 1 rounds");
    }

    @Test
    void regressionIsSaidFirst() {
        Kind kind = new Kind("macvtap-bridge", "macvtap-bridge", load("str-readx30k", 10));

        assertThat(html(List.of(new Regression(kind, 0.5, 0.8, "Gbit/s", 0.001, 20))))
                .contains("slower than before:</b> macvtap-bridge, str-readx30k");
    }
}
