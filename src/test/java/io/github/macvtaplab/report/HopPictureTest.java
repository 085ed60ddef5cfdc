package io.github.macvtaplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.PathVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HopPictureTest {
    private static final Place GUEST = new Place("g1", "eth1");
    private static final Place MACVTAP = new Place("kvm1", "macvtap0");
    private static final Place UPLINK = new Place("kvm1", "uplink0");
    private static final Place SWITCH = new Place("switch", "p0<&>");
    private static final String SENTENCE = "The switch does not send it back by <p0>.";

    private static final Hop ASK_LEAVES = new Hop(GUEST, Direction.OUT, Frame.ASK, 3, 0);
    private static final Hop ASK_ARRIVES = new Hop(SWITCH, Direction.IN, Frame.ASK, 3, 1.25);
    private static final Hop REQUEST_LEAVES = new Hop(GUEST, Direction.OUT, Frame.REQUEST, 1, 2);
    private static final Hop REQUEST_ARRIVES = new Hop(SWITCH, Direction.IN, Frame.REQUEST, 1, 3);
    private static final Hop REPLY_LEAVES = new Hop(SWITCH, Direction.OUT, Frame.REPLY, 1, 4);

    @Test
    void titleVerdictAndSentenceAreThere() {
        HopTrace trace = trace(PathVerdict.BLOCKED, ASK_LEAVES);

        assertThat(String.join(" ", draw(trace).text())).contains(trace.title(), "BLOCKED", SENTENCE);
    }

    @Test
    void nodeStandsOnceOverItsDevices() {
        assertThat(draw(trace(PathVerdict.BLOCKED, ASK_LEAVES)).tips("node")).containsExactly("g1", "kvm1", "switch");
    }

    @Test
    void placesWhereNothingWasSeenAreMarked() {
        assertThat(draw(trace(PathVerdict.BLOCKED, ASK_LEAVES, ASK_ARRIVES)).tips("place unseen"))
                .containsExactly(
                        "kvm1 macvtap0: no frame of the path was seen here",
                        "kvm1 uplink0: no frame of the path was seen here");
    }

    @Test
    void hopSaysWhereWhatHowManyAndWhen() {
        assertThat(draw(trace(PathVerdict.BLOCKED, ASK_LEAVES, ASK_ARRIVES)).tips("hop"))
                .containsExactly(
                        "g1 eth1 out ask: who has the target's address?, 3 times, first after 0.0 ms",
                        "switch p0<&> in ask: who has the target's address?, 3 times, first after 1.3 ms");
    }

    @Test
    void countIsShownInTheList() {
        assertThat(draw(trace(PathVerdict.BLOCKED, ASK_LEAVES, REQUEST_LEAVES)).text())
                .containsSubsequence("0.0 ms", "ask \u00d73", "out", "2.0 ms", "request", "out");
    }

    @Test
    void blockedPathStopsAtItsLastSighting() {
        assertThat(stoppedAt(trace(PathVerdict.BLOCKED, ASK_LEAVES, ASK_ARRIVES, REQUEST_LEAVES, REQUEST_ARRIVES)))
                .containsExactly("hop request in");
    }

    @Test
    void pathThatOnlyAskedStopsWhereItAsked() {
        assertThat(stoppedAt(trace(PathVerdict.BLOCKED, ASK_LEAVES, ASK_ARRIVES)))
                .containsExactly("hop ask in");
    }

    @Test
    void pathWhoseAnswerIsLostStopsOnTheWayBack() {
        assertThat(stoppedAt(trace(PathVerdict.BLOCKED, REQUEST_LEAVES, REQUEST_ARRIVES, REPLY_LEAVES)))
                .containsExactly("hop reply out");
    }

    @Test
    void reachablePathDoesNotStop() {
        assertThat(stoppedAt(trace(PathVerdict.REACHABLE, REQUEST_LEAVES, REQUEST_ARRIVES, REPLY_LEAVES)))
                .isEmpty();
    }

    @Test
    void stopOfAnUndecidedPathIsAQuestion() {
        assertThat(draw(trace(PathVerdict.INCONCLUSIVE, ASK_LEAVES)).text()).contains("stops here?");
    }

    @Test
    void framesOfOneKindAreJoined() {
        assertThat(joins(trace(PathVerdict.REACHABLE, ASK_LEAVES, REQUEST_LEAVES, ASK_ARRIVES, REQUEST_ARRIVES)))
                .isEqualTo(2);
    }

    @Test
    void framesOfDifferentKindsAreNotJoined() {
        assertThat(joins(trace(PathVerdict.REACHABLE, ASK_LEAVES, REQUEST_ARRIVES)))
                .isZero();
    }

    @Test
    void frameThatTheSwitchSendsBackPointsBack() {
        Hop back = new Hop(SWITCH, Direction.OUT, Frame.REQUEST, 1, 4);

        assertThat(pointsRight(trace(PathVerdict.REACHABLE, REQUEST_LEAVES, REQUEST_ARRIVES, back)))
                .containsExactly(true, true, false);
    }

    @Test
    void answersPointToTheLeft() {
        assertThat(pointsRight(trace(PathVerdict.REACHABLE, REQUEST_LEAVES, REPLY_LEAVES)))
                .containsExactly(true, false);
    }

    @Test
    void legendNamesEveryKindOfFrame() {
        assertThat(draw(trace(PathVerdict.BLOCKED, ASK_LEAVES)).text())
                .contains(
                        "ask: who has the target's address?",
                        "tell: the target's MAC address",
                        "request: the probe",
                        "reply: the answer");
    }

    @Test
    void traceWithoutAnySightingSaysSo() {
        assertThat(draw(trace(PathVerdict.INCONCLUSIVE)).text()).contains("No frame was seen anywhere.");
    }

    @Test
    void descriptionTellsTheSightings() {
        assertThat(draw(trace(PathVerdict.BLOCKED, ASK_LEAVES)).only("desc"))
                .isEqualTo("BLOCKED. 0.0 ms: ask out g1 eth1, 3 times. " + SENTENCE);
    }

    @Test
    void placeThatOnlyAHopNamesComesLast() {
        Hop stray = new Hop(new Place("peer", "eth9"), Direction.IN, Frame.ASK, 1, 0);

        assertThat(draw(trace(PathVerdict.BLOCKED, stray)).tips("node")).endsWith("peer");
    }

    private static List<String> stoppedAt(HopTrace trace) {
        return draw(trace).groups("stop").stream()
                .map(stop -> ((Element) stop.getParentNode()).getAttribute("class"))
                .toList();
    }

    /** Joining lines are drawn before the first hop. */
    private static long joins(HopTrace trace) {
        String svg = HopPicture.svg(trace);
        String beforeHops = svg.substring(0, svg.indexOf("<g class=\"hop "));
        return beforeHops
                .lines()
                .filter(line -> line.contains("stroke-width=\"2.2\""))
                .count();
    }

    /** For each hop, whether the tip of its arrow, the first point, is right of the next point. */
    private static List<Boolean> pointsRight(HopTrace trace) {
        return draw(trace).groups("hop").stream()
                .map(hop -> ((Element) hop.getElementsByTagName("polygon").item(0))
                        .getAttribute("points")
                        .split(" "))
                .map(points -> Double.parseDouble(points[0]) > Double.parseDouble(points[2]))
                .toList();
    }

    private static Drawing draw(HopTrace trace) {
        return Drawing.of(HopPicture.svg(trace));
    }

    private static HopTrace trace(PathVerdict verdict, Hop... hops) {
        return new HopTrace(
                CellsForTests.PLAIN,
                CellsForTests.HOST_TO_GUEST.reversed(),
                Neighbours.ASKED,
                verdict,
                List.of(GUEST, MACVTAP, UPLINK, SWITCH),
                List.of(hops),
                SENTENCE);
    }
}
